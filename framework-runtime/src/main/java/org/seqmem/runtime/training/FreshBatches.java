// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.seqmem.api.random.RandomStreams;
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
        this.ahead =
                new Ahead<>(
                        step -> {
                            long first = step * batchSize;
                            Split split = Split.draw(task, streams, first, batchSize);
                            return new Prepared(
                                    split.roundedInputs(type), split.roundedTargets(type));
                        });
    }

    @Override
    public Batch at(long step, NDManager manager) {
        Prepared data = ahead.at(step);
        return new Batch(data.inputs().array(manager), data.targets().array(manager));
    }
}
