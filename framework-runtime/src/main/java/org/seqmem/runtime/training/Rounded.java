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

    /** Numbers that are still to be put in their place. */
    static Rounded empty(Shape shape, DataType type) {
        int size = Math.toIntExact(shape.size());
        Buffer numbers =
                type == DataType.FLOAT64 ? DoubleBuffer.allocate(size) : FloatBuffer.allocate(size);
        return new Rounded(numbers, shape, type);
    }

    /**
     * Rounds to the type.
     *
     * @param values row by row
     */
    static Rounded of(double[] values, Shape shape, DataType type) {
        Rounded rounded = empty(shape, type);
        rounded.put(0, values);
        return rounded;
    }

    /** Rounds values to where they belong, from a position on. */
    void put(int at, double[] values) {
        if (numbers instanceof DoubleBuffer doubles) {
            doubles.put(at, values);
        } else if (numbers instanceof FloatBuffer buffer) {
            float[] floats = buffer.array();
            for (int i = 0; i < values.length; i++) {
                floats[at + i] = (float) values[i];
            }
        }
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
