// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.api.model.Weights;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.UnrecordedLinear;

/**
 * A {@link Tcn} of whole sequences, without dropout, with its gradient by hand.
 *
 * <p>What the engine records takes longer than the operations of a short sequence do. And a batch
 * can be taken in parts, few enough sequences that what a part computes stays in the cache from one
 * operation to the next.
 */
final class UnrecordedTcn {

    /** Numbers of one hidden sequence of a part: half a megabyte in single precision. */
    private static final long PART = 1 << 17;

    private final List<UnrecordedBlock.Parameters> blocks;
    private final Linear readout;
    private final long channels;
    private final Weights weights;
    private final List<Part> parts = new ArrayList<>();

    /** The sequences from one of the batch to another, and the calculations for them. */
    private record Part(
            long from, long to, List<UnrecordedBlock> blocks, UnrecordedLinear readout) {

        NDIndex ofBatch() {
            return new NDIndex().addSliceDim(from, to);
        }
    }

    /**
     * @param blocks from the input upwards
     * @param channels of every hidden sequence
     */
    UnrecordedTcn(
            List<UnrecordedBlock.Parameters> blocks,
            Linear readout,
            long channels,
            Weights weights) {
        this.blocks = blocks;
        this.readout = readout;
        this.channels = channels;
        this.weights = weights;
    }

    /**
     * The outputs, shape (B, T, d_out).
     *
     * @param x shape (B, T, d_in)
     */
    NDArray forward(NDArray x) {
        long batch = x.getShape().get(0);
        long length = x.getShape().get(1);
        long size = Math.max(1, PART / (length * channels));
        NDList outputs = new NDList();
        for (long from = 0; from < batch; from += size) {
            outputs.add(forward(x, from, Math.min(batch, from + size)));
        }
        return outputs.size() == 1 ? outputs.head() : NDArrays.concat(outputs, 0);
    }

    private NDArray forward(NDArray x, long from, long to) {
        long sequences = to - from;
        long length = x.getShape().get(1);
        NDArray h =
                x.get(new NDIndex().addSliceDim(from, to))
                        .transpose(1, 0, 2)
                        .reshape(length * sequences, x.getShape().get(2));
        List<UnrecordedBlock> runs = new ArrayList<>();
        for (UnrecordedBlock.Parameters parameters : blocks) {
            UnrecordedBlock run = new UnrecordedBlock(parameters, h, sequences, weights);
            runs.add(run);
            h = run.forward();
        }
        UnrecordedLinear last = readout.unrecorded(h, weights);
        parts.add(new Part(from, to, runs, last));
        return last.forward().reshape(length, sequences, -1).transpose(1, 0, 2);
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #forward}'s result
     */
    void backward(NDArray gradient) {
        for (Part part : parts) {
            long rows = (part.to() - part.from()) * gradient.getShape().get(1);
            try (NDArray ofPart = gradient.get(part.ofBatch());
                    NDArray timeFirst = ofPart.transpose(1, 0, 2);
                    NDArray above = timeFirst.reshape(rows, -1)) {
                part.readout().backward(above);
                backward(part.blocks(), part.readout().inputGradient(above));
            }
        }
        blocks.forEach(UnrecordedBlock.Parameters::finish);
    }

    private static void backward(List<UnrecordedBlock> runs, NDArray gradient) {
        NDArray above = gradient;
        for (int i = runs.size() - 1; i > 0; i--) {
            try (NDArray used = above) {
                above = runs.get(i).backwardToInput(used);
            }
        }
        try (NDArray used = above) {
            runs.get(0).backward(used);
        }
    }
}
