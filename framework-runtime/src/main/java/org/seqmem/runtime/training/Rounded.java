// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/**
 * Numbers on the host, already of a trial's data type: what is left to do for an array of them is
 * one copy.
 *
 * @param numbers row by row, from the first to the last
 * @param shape of the array
 * @param type of the array
 */
record Rounded(Buffer numbers, Shape shape, DataType type) {

    /**
     * Rounds to the type.
     *
     * @param values row by row; not copied where nothing is rounded
     */
    static Rounded of(double[] values, Shape shape, DataType type) {
        if (type == DataType.FLOAT64) {
            return new Rounded(DoubleBuffer.wrap(values), shape, type);
        }
        float[] rounded = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            rounded[i] = (float) values[i];
        }
        return new Rounded(FloatBuffer.wrap(rounded), shape, type);
    }

    /** A new array. */
    NDArray array(NDManager manager) {
        if (manager.getDevice().isGpu()) {
            return manager.create(numbers.duplicate(), shape, type);
        }
        // the engine would first make a buffer of its own, and fill that with zeros
        NDArray array = manager.create(shape, type);
        ByteBuffer memory = array.toByteBuffer(true);
        if (numbers instanceof FloatBuffer floats) {
            memory.asFloatBuffer().put(floats.duplicate());
        } else if (numbers instanceof DoubleBuffer doubles) {
            memory.asDoubleBuffer().put(doubles.duplicate());
        }
        return array;
    }
}
