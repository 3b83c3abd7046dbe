// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;

/**
 * New sequences in every step: sequence i of step t has the number {@code t batchSize + i}. They
 * are drawn while the step before is computed.
 */
final class FreshBatches implements Batches {

    private final Ahead<Prepared> ahead;

    /** What is left for the step to do is to copy. */
    private record Prepared(Rounded inputs, Rounded targets) {}

    FreshBatches(Task task, RandomStreams.Family streams, int batchSize, DataType type) {
        this.ahead = new Ahead<>(step -> draw(task, streams, step * batchSize, batchSize, type));
    }

    /** As {@link Split#draw}, but rounded one by one: what is let go of is for the collector. */
    private static Prepared draw(
            Task task, RandomStreams.Family streams, long first, int count, DataType type) {
        SequenceShape shape = task.shape();
        Rounded inputs =
                Rounded.empty(Split.arrayOf(count, shape.length(), shape.inputSize()), type);
        Rounded targets =
                Rounded.empty(Split.arrayOf(count, shape.length(), shape.outputSize()), type);
        Split.each(
                task,
                streams,
                first,
                count,
                (i, input, target) -> {
                    inputs.put(i * input.length, input);
                    targets.put(i * target.length, target);
                });
        return new Prepared(inputs, targets);
    }

    @Override
    public Batch at(long step, NDManager manager) {
        Prepared data = ahead.at(step);
        return new Batch(data.inputs().array(manager), data.targets().array(manager));
    }
}
