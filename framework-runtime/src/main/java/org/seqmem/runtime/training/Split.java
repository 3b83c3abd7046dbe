// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;

/**
 * Sequences of a task on the host.
 *
 * @param shape of each sequence
 * @param count n, the number of sequences
 * @param inputs shape (n, T, d_in), row by row
 * @param targets shape (n, T, d_out), row by row
 */
public record Split(SequenceShape shape, int count, double[] inputs, double[] targets) {

    /**
     * Draws sequences, each from its own stream.
     *
     * @param first the number of the first sequence
     */
    static Split draw(Task task, RandomStreams.Family streams, long first, int count) {
        SequenceShape shape = task.shape();
        double[] inputs = numbers(arrayOf(count, shape.length(), shape.inputSize()));
        double[] targets = numbers(arrayOf(count, shape.length(), shape.outputSize()));
        each(
                task,
                streams,
                first,
                count,
                (i, input, target) -> {
                    System.arraycopy(input, 0, inputs, i * input.length, input.length);
                    System.arraycopy(target, 0, targets, i * target.length, target.length);
                });
        return new Split(shape, count, inputs, targets);
    }

    /** Takes a sequence, which is overwritten by the next one. */
    @FunctionalInterface
    interface Taker {

        /** Takes sequence i, which is 0 for the first one. */
        void take(int i, double[] input, double[] target);
    }

    /** Draws the same sequences one by one. */
    static void each(Task task, RandomStreams.Family streams, long first, int count, Taker taker) {
        SequenceShape shape = task.shape();
        double[] input = new double[Math.multiplyExact(shape.length(), shape.inputSize())];
        double[] target = new double[Math.multiplyExact(shape.length(), shape.outputSize())];
        for (int i = 0; i < count; i++) {
            task.draw(streams.at(first + i), input, target);
            taker.take(i, input, target);
        }
    }

    private static double[] numbers(Shape shape) {
        return new double[Math.toIntExact(shape.size())];
    }

    /**
     * The shape (n, T, channels) of sequences in one array.
     *
     * @throws SeqmemException {@link ErrorCode#INVALID_CONFIG} if no array is that large
     */
    static Shape arrayOf(int count, int length, int channels) {
        int numbers = Math.multiplyExact(length, channels);
        long size = (long) count * numbers;
        if (size > Integer.MAX_VALUE - 8) {
            throw new SeqmemException(
                    ErrorCode.INVALID_CONFIG,
                    "a split of "
                            + count
                            + " sequences with "
                            + numbers
                            + " numbers each is too large for one array; make it smaller or use"
                            + " fresh data");
        }
        return new Shape(count, length, channels);
    }

    /** The mean of the squared targets, mean included. */
    double targetPower() {
        double sum = 0;
        for (double target : targets) {
            sum += target * target;
        }
        return sum / targets.length;
    }

    /** The inputs as a new array (n, T, d_in). */
    public NDArray inputArray(NDManager manager, DataType type) {
        Shape of = new Shape(count, shape.length(), shape.inputSize());
        return DataTypes.array(manager, inputs, of, type);
    }

    /** The targets as a new array (n, T, d_out). */
    public NDArray targetArray(NDManager manager, DataType type) {
        Shape of = new Shape(count, shape.length(), shape.outputSize());
        return DataTypes.array(manager, targets, of, type);
    }
}
