// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.EnumSet;
import java.util.Set;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Linear;

/**
 * A recurrent layer whose units decay by rates that no value of the parameters can make negative.
 *
 * <pre>{@code
 * h_t = h_(t-1) + tanh(W x_t + b - r h_(t-1))        r = softplus(rate) = log(1 + exp(rate))
 * }</pre>
 *
 * <p>A unit on its own forgets over some {@code 1 / r} steps; at first these are spread evenly over
 * the logarithms from {@value #SHORTEST} step to {@value #LONGEST}. However large the parameters, a
 * step moves {@code h} by 1 at most and towards {@code (W x + b) / r}.
 *
 * <p><b>Shape:</b> time first, (T, B, in) to (T, B, H). Parameters of the layer {@code input} (H,
 * in), and {@code rate} (H).
 *
 * <p><b>Source:</b> Wang and Li, "StableSSM" (2023), and the code to Li and others, "Inverse
 * approximation theory for nonlinear recurrent neural networks" (2023) [code seen]: the diagonal
 * form with softplus. Deviations: tanh for hardtanh, which has no gradient once saturated; rates
 * spread at the start; no time step dt before the tanh, which is the same as {@code h / dt} with
 * rates {@code dt r} here.
 */
final class StableLayer extends SteppableBlock {

    private static final double SHORTEST = 1;
    private static final double LONGEST = 100;

    private final int hidden;
    private final Linear input;
    private final Parameter rate;

    /**
     * What a layer is made of.
     *
     * @param rateFactor multiplies the learning rate of the rates
     */
    record Design(double rateFactor) implements RecurrentStack.LayerDesign {

        @Override
        public Set<Claim> claims() {
            return EnumSet.of(Claim.STABLE_BY_CONSTRUCTION);
        }

        @Override
        public int states() {
            return 1;
        }

        @Override
        public long parameters(int inputs, int hidden) {
            return Linear.parameters(inputs, hidden) + hidden;
        }

        @Override
        public long flops(int inputs, int hidden) {
            return Linear.flops(inputs, hidden) + 4L * hidden;
        }

        @Override
        public SteppableBlock layer(int inputs, int hidden, RandomStreams streams) {
            return new StableLayer(this, inputs, hidden, streams);
        }
    }

    StableLayer(Design design, int inputs, int hidden, RandomStreams streams) {
        super(streams);
        this.hidden = hidden;
        this.input = child("input", new Linear(inputs, hidden, streams.scope("input")));
        this.rate =
                parameter(
                        "rate",
                        new Shape(hidden),
                        StableLayer::rates,
                        new ParameterGroup(design.rateFactor(), false));
    }

    private static double[] rates(RandomStream stream, Shape shape) {
        double[] values = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            double place = (i + 0.5) / values.length;
            double steps = SHORTEST * Math.pow(LONGEST / SHORTEST, place);
            values[i] = Math.log(Math.expm1(1 / steps)); // softplus maps it to 1 / steps
        }
        return values;
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        NDArray u = input.apply(x, weights); // (T, B, H)
        NDArray r = Activation.softPlus(weights.of(rate, x.getManager()));
        NDArray h =
                carry.take()
                        .orElseGet(
                                () ->
                                        x.getManager()
                                                .zeros(
                                                        new Shape(x.getShape().get(1), hidden),
                                                        x.getDataType()));
        NDList outputs = new NDList();
        for (long t = 0; t < x.getShape().get(0); t++) {
            h = h.add(u.get(t).sub(h.mul(r)).tanh());
            outputs.add(h);
        }
        carry.keep(h);
        return NDArrays.stack(outputs);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(hidden)};
    }
}
