// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * Arrays of the engine as arrays of Java, for calculations on few numbers: there an operation of
 * the engine costs some microseconds whatever it does, and a loop in Java does what dozens of them
 * do. Reads and writes the engine's memory in place, which only the CPU has.
 *
 * <p>What is written here is not recorded for gradients: whoever computes in Java brings its
 * gradient along, see {@link org.seqmem.api.model.OwnGradients}.
 */
public final class HostArrays {

    private HostArrays() {}

    /** Whether an array lies where Java can read it without waiting for a device. */
    public static boolean reaches(NDArray array) {
        return !array.getDevice().isGpu();
    }

    /** The numbers of an array in single precision, row by row. */
    public static float[] floats(NDArray array) {
        float[] values = new float[Math.toIntExact(array.size())];
        array.toByteBuffer(true).asFloatBuffer().get(values);
        return values;
    }

    /** The numbers of an array in single or double precision, row by row. */
    public static double[] doubles(NDArray array) {
        double[] values = new double[Math.toIntExact(array.size())];
        if (array.getDataType() == DataType.FLOAT64) {
            array.toByteBuffer(true).asDoubleBuffer().get(values);
            return values;
        }
        float[] floats = floats(array);
        for (int i = 0; i < values.length; i++) {
            values[i] = floats[i];
        }
        return values;
    }

    /** A new array in single precision. */
    public static NDArray array(NDManager manager, float[] values, Shape shape) {
        NDArray array = manager.create(shape, DataType.FLOAT32);
        array.toByteBuffer(true).asFloatBuffer().put(values);
        return array;
    }

    /** A new array in single or double precision. */
    public static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        if (type != DataType.FLOAT64) {
            return array(manager, rounded(values), shape);
        }
        NDArray array = manager.create(shape, type);
        array.toByteBuffer(true).asDoubleBuffer().put(values);
        return array;
    }

    /**
     * Adds to an array that is contiguous, for instance the gradient of a parameter.
     *
     * @param array in single precision
     */
    public static void add(NDArray array, float[] values) {
        ByteBuffer memory = array.toByteBuffer(true);
        float[] sum = new float[values.length];
        memory.asFloatBuffer().get(sum);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
        memory.asFloatBuffer().put(sum);
    }

    /**
     * Adds to an array that is contiguous, for instance the gradient of a parameter.
     *
     * @param array in single or double precision
     */
    public static void add(NDArray array, double[] values) {
        if (array.getDataType() != DataType.FLOAT64) {
            add(array, rounded(values));
            return;
        }
        ByteBuffer memory = array.toByteBuffer(true);
        double[] sum = new double[values.length];
        memory.asDoubleBuffer().get(sum);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += values[i];
        }
        memory.asDoubleBuffer().put(sum);
    }

    private static float[] rounded(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
