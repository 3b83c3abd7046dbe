// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.Orthogonal;

/**
 * A linear recurrent network, started from zero.
 *
 * <p><b>Formula:</b> {@code h_t = W h_(t-1) + U x_t, y_t = C h_t + D x_t + c}, with W in {@code
 * weight_hh} (H, H), U in {@code weight_ih} (H, d_in), C in {@code weight_ho} (d_out, H), D and c
 * in the layer {@code skip}. The state has no bias of its own: it would say nothing that c does
 * not, except while it settles, and then the model would depend on where a sequence begins.
 *
 * <p>W begins as an orthogonal matrix times the initial radius. Its eigenvalues then lie evenly on
 * a circle, so that short and long delays of every phase are in reach; a radius a little below 1
 * leaves the first steps of the optimiser room before the state grows.
 *
 * <p><b>Shape:</b> (B, T, d_in) to (B, T, d_out).
 */
final class LinearRnn extends SequenceBlock {

    private final int outputs;
    private final Parameter weightHh;
    private final Parameter weightIh;
    private final Parameter weightHo;
    private final Linear skip;

    LinearRnn(LinearRnnConfig config, ModelContext context) {
        super(context.streams());
        int hidden = config.hiddenSize();
        int inputs = context.shape().inputSize();
        this.outputs = context.shape().outputSize();
        this.weightHh =
                parameter(
                        "weight_hh",
                        new Shape(hidden, hidden),
                        new Orthogonal(config.initialRadius()));
        this.weightIh =
                parameter(
                        "weight_ih",
                        new Shape(hidden, inputs),
                        ParameterInit.uniform(1 / Math.sqrt(inputs)));
        this.weightHo =
                parameter(
                        "weight_ho",
                        new Shape(outputs, hidden),
                        ParameterInit.uniform(1 / Math.sqrt(hidden)));
        this.skip = child("skip", new Linear(inputs, outputs, context.streams().scope("skip")));
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray fromState =
                LinearRecurrence.run(
                        x, weights.of(weightHh), weights.of(weightIh), weights.of(weightHo));
        return skip.apply(x, weights).add(fromState); // (B, T, d_out)
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
    }
}
