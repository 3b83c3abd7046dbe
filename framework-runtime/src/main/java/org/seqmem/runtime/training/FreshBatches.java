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

    private final SplitsAhead splits;
    private final DataType type;

    FreshBatches(Task task, RandomStreams.Family streams, int batchSize, DataType type) {
        this.splits =
                new SplitsAhead(step -> Split.draw(task, streams, step * batchSize, batchSize));
        this.type = type;
    }

    @Override
    public Batch at(long step, NDManager manager) {
        Split split = splits.at(step);
        return new Batch(split.inputArray(manager, type), split.targetArray(manager, type));
    }
}
