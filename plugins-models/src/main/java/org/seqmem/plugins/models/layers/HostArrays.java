// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

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

    /**
     * The columns of an array in single precision, that is the numbers that have one index on the
     * last axis, in the order of the others.
     */
    public static float[][] columns(NDArray array) {
        float[] values = floats(array);
        int count = Math.toIntExact(array.getShape().get(array.getShape().dimension() - 1));
        float[][] columns = new float[count][values.length / count];
        for (int j = 0; j < columns.length; j++) {
            float[] column = columns[j];
            for (int i = 0; i < column.length; i++) {
                column[i] = values[i * columns.length + j];
            }
        }
        return columns;
    }

    /** The same numbers as {@link #columns}, all of one length, in the order of the array. */
    public static float[] joined(float[][] columns) {
        float[] values = new float[columns.length * columns[0].length];
        for (int j = 0; j < columns.length; j++) {
            float[] column = columns[j];
            for (int i = 0; i < column.length; i++) {
                values[i * columns.length + j] = column[i];
            }
        }
        return values;
    }

    /** The numbers of an array in single or double precision, row by row. */
    public static double[] doubles(NDArray array) {
        double[] values = new double[Math.toIntExact(array.size())];
        ByteBuffer memory = array.toByteBuffer(true);
        if (array.getDataType() == DataType.FLOAT64) {
            memory.asDoubleBuffer().get(values);
            return values;
        }
        FloatBuffer floats = memory.asFloatBuffer();
        for (int i = 0; i < values.length; i++) {
            values[i] = floats.get(i);
        }
        return values;
    }

    /** A new array in single precision. */
    public static NDArray array(NDManager manager, float[] values, Shape shape) {
        NDArray array = manager.create(shape, DataType.FLOAT32);
        array.toByteBuffer(true).asFloatBuffer().put(values);
        return array;
    }

    /** A new matrix in single precision that has these rows, all of one length. */
    public static NDArray ofRows(NDManager manager, float[][] rows) {
        NDArray matrix = manager.create(new Shape(rows.length, rows[0].length), DataType.FLOAT32);
        FloatBuffer memory = matrix.toByteBuffer(true).asFloatBuffer();
        for (float[] row : rows) {
            memory.put(row);
        }
        return matrix;
    }

    /** A new array in single or double precision. */
    public static NDArray array(NDManager manager, double[] values, Shape shape, DataType type) {
        NDArray array = manager.create(shape, type);
        ByteBuffer memory = array.toByteBuffer(true);
        if (type == DataType.FLOAT64) {
            memory.asDoubleBuffer().put(values);
            return array;
        }
        FloatBuffer floats = memory.asFloatBuffer();
        for (int i = 0; i < values.length; i++) {
            floats.put(i, (float) values[i]);
        }
        return array;
    }

    /**
     * Adds to the gradient of a parameter.
     *
     * @param parameter in single precision
     */
    public static void addGradient(NDArray parameter, float[] values) {
        try (NDArray all = parameter.getGradient()) {
            add(all, values);
        }
    }

    /**
     * Adds to an array that is contiguous, for instance the gradient of a parameter.
     *
     * @param array in single precision
     */
    public static void add(NDArray array, float[] values) {
        FloatBuffer floats = array.toByteBuffer(true).asFloatBuffer();
        for (int i = 0; i < values.length; i++) {
            floats.put(i, floats.get(i) + values[i]);
        }
    }

    /**
     * Adds to an array that is contiguous, for instance the gradient of a parameter.
     *
     * @param array in single or double precision
     */
    public static void add(NDArray array, double[] values) {
        ByteBuffer memory = array.toByteBuffer(true);
        if (array.getDataType() == DataType.FLOAT64) {
            DoubleBuffer doubles = memory.asDoubleBuffer();
            for (int i = 0; i < values.length; i++) {
                doubles.put(i, doubles.get(i) + values[i]);
            }
            return;
        }
        FloatBuffer floats = memory.asFloatBuffer();
        for (int i = 0; i < values.length; i++) {
            floats.put(i, (float) (floats.get(i) + values[i]));
        }
    }
}
