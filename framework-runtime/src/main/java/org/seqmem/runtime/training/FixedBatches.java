// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.random.RandomStreams;

/**
 * A fixed training set in random order: one permutation after another, laid end to end and cut into
 * batches, so that every sequence is seen equally often whatever the batch size.
 *
 * <p>The set lies on the device. The batches of many steps (as many as fit into the size of the
 * set) are gathered at once and handed out as views: a step then costs no copy.
 */
final class FixedBatches implements Batches {

    private final NDManager manager;
    private final NDArray inputs;
    private final NDArray targets;
    private final RandomStreams.Family order;
    private final int count;
    private final int batchSize;
    private final int stepsAtOnce;

    private long epoch = -1;
    private int[] permutation = new int[0];
    private @Nullable Gathered gathered;

    /**
     * @param manager lives as long as the training
     * @param order one stream for each permutation
     */
    FixedBatches(
            NDManager manager,
            Split split,
            RandomStreams.Family order,
            int batchSize,
            DataType type) {
        this.manager = manager;
        this.inputs = split.inputArray(manager, type);
        this.targets = split.targetArray(manager, type);
        this.order = order;
        this.count = split.count();
        this.batchSize = batchSize;
        this.stepsAtOnce = Math.max(1, count / batchSize);
    }

    @Override
    public Batch at(long step, NDManager stepManager) {
        long first = step - step % stepsAtOnce;
        Gathered current = gathered;
        if (current == null || current.first != first) {
            if (current != null) {
                current.manager.close();
            }
            current = gather(first);
            gathered = current;
        }
        int i = (int) (step - first);
        return new Batch(
                alias(current.inputs.get(i), stepManager),
                alias(current.targets.get(i), stepManager));
    }

    /** The same numbers as an array that lives as long as the step. */
    private static NDArray alias(NDArray view, NDManager stepManager) {
        NDArray alias = view.stopGradient();
        alias.attach(stepManager);
        return alias;
    }

    private Gathered gather(long first) {
        NDManager scope = manager.newSubManager();
        try (NDArray index = scope.create(sequences(first * batchSize, stepsAtOnce * batchSize))) {
            NDArray input = inputs.get(index);
            NDArray target = targets.get(index);
            input.attach(scope);
            target.attach(scope);
            return new Gathered(first, scope, input.split(stepsAtOnce), target.split(stepsAtOnce));
        }
    }

    /** The numbers of the sequences at places of the endless row of permutations. */
    private long[] sequences(long firstPlace, int places) {
        long[] sequences = new long[places];
        for (int i = 0; i < places; i++) {
            long place = firstPlace + i;
            if (place / count != epoch) {
                epoch = place / count;
                permutation = order.at(epoch).permutation(count);
            }
            sequences[i] = permutation[(int) (place % count)];
        }
        return sequences;
    }

    /** The batches of consecutive steps. */
    private record Gathered(long first, NDManager manager, NDList inputs, NDList targets) {}
}
