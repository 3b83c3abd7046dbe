// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seqmem.api.model.Weights;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.UnrecordedLinear;

/**
 * A {@link ConvolutionBlock} of a whole sequence, without dropout, with its gradient by hand. What
 * a rectifier lets through of a gradient is told by the sign of its output.
 */
final class UnrecordedBlock {

    private final Parameters parameters;
    private final Optional<UnrecordedLinear> shortcut;
    private final NDArray x;
    private final long batch;
    private final List<UnrecordedConvolution> runs = new ArrayList<>();
    private NDArray output;

    /**
     * What a block has during a step.
     *
     * @param convolutions their weights
     * @param dilation time steps between two taps
     * @param shortcut empty for the identity
     * @param finalRelu whether the block ends with a relu
     */
    record Parameters(
            List<TapWeights> convolutions,
            int dilation,
            Optional<Linear> shortcut,
            boolean finalRelu) {

        /** Hands all gradients to the parameters. */
        void finish() {
            convolutions.forEach(TapWeights::finish);
        }
    }

    /**
     * @param x shape (T B, in)
     * @param batch B
     */
    UnrecordedBlock(Parameters parameters, NDArray x, long batch, Weights weights) {
        this.parameters = parameters;
        this.shortcut = parameters.shortcut().map(map -> map.unrecorded(x, weights));
        this.x = x;
        this.batch = batch;
        this.output = x;
    }

    /** The outputs, shape (T B, channels). */
    NDArray forward() {
        NDArray h = x;
        for (TapWeights weights : parameters.convolutions()) {
            UnrecordedConvolution run =
                    new UnrecordedConvolution(h, parameters.dilation() * batch, weights);
            runs.add(run);
            h = run.forward();
        }
        NDArray sum = shortcut.isPresent() ? shortcut.get().forward().addi(h) : h.add(x);
        output = parameters.finalRelu() ? rectified(sum) : sum;
        return output;
    }

    /**
     * Adds the gradients of the parameters.
     *
     * @param gradient of {@link #forward}'s result; is overwritten and closed
     */
    void backward(NDArray gradient) {
        try (NDArray above = toFirstConvolution(gradient)) {
            runs.get(0).backward(above);
        }
    }

    /**
     * Adds the gradients of the parameters, and gives that of the input.
     *
     * @param gradient of {@link #forward}'s result; is overwritten and closed
     */
    NDArray backwardToInput(NDArray gradient) {
        try (NDArray above = toFirstConvolution(gradient)) {
            NDArray dx = runs.get(0).backwardToInput(above);
            if (shortcut.isEmpty()) {
                return dx.addi(gradient);
            }
            try (NDArray around = shortcut.get().inputGradient(gradient)) {
                return dx.addi(around);
            }
        }
    }

    /** The gradient of the first convolution's result: the one given, if there is no other. */
    private NDArray toFirstConvolution(NDArray gradient) {
        if (parameters.finalRelu()) {
            gradient.muli(output.signi()); // by the result, which nobody needs any more
        }
        shortcut.ifPresent(map -> map.backward(gradient));
        int last = runs.size() - 1;
        NDArray above = gradient;
        for (int i = last; i > 0; i--) {
            NDArray below = runs.get(i).backwardToInput(above);
            if (i < last) {
                above.close();
            }
            above = below;
        }
        return above;
    }

    private static NDArray rectified(NDArray y) {
        try (y) {
            return Activation.relu(y);
        }
    }
}
