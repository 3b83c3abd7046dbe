// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.Linear;

/**
 * Recurrent layers on each other with a linear readout of the last one at every step. With
 * residuals every layer but the first, whose input has another width, adds its input to its output.
 *
 * <p><b>Shape:</b> (B, T, d_in) to (B, T, d_out).
 */
final class RecurrentStack extends SteppableBlock {

    private final List<SteppableBlock> layers;
    private final boolean residual;
    private final Linear readout;
    private final int outputs;

    /** A kind of layer: (T, B, in) to (T, B, H). */
    interface LayerDesign {

        /** What such layers promise beyond causality and steps. */
        Set<Claim> claims();

        /** How many vectors of the hidden size are carried from step to step. */
        int states();

        /** The number of trainable numbers. */
        long parameters(int inputs, int hidden);

        /** The floating-point operations of one step. */
        long flops(int inputs, int hidden);

        /** Makes a layer. */
        SteppableBlock layer(int inputs, int hidden, RandomStreams streams);
    }

    /**
     * What a stack is made of.
     *
     * @param layer the kind of every layer
     * @param hidden the hidden size of every layer
     * @param layers how many
     * @param residual whether layers add their input to their output
     */
    record Design(LayerDesign layer, int hidden, int layers, boolean residual) {

        ModelFacts facts(SequenceShape shape) {
            long parameters = Linear.parameters(hidden, shape.outputSize());
            long flops = Linear.flops(hidden, shape.outputSize());
            for (int i = 0; i < layers; i++) {
                parameters += layer.parameters(inputs(i, shape), hidden);
                flops += layer.flops(inputs(i, shape), hidden);
            }
            Set<Claim> claims = EnumSet.of(Claim.CAUSAL, Claim.STEPPABLE);
            claims.addAll(layer.claims());
            long stateSize = (long) layers * layer.states() * hidden;
            return new ModelFacts(
                    claims, OptionalLong.of(stateSize), OptionalInt.empty(), parameters, flops);
        }

        private int inputs(int i, SequenceShape shape) {
            return i == 0 ? shape.inputSize() : hidden;
        }
    }

    RecurrentStack(Design design, ModelContext context) {
        super(context.streams());
        this.outputs = context.shape().outputSize();
        this.residual = design.residual();
        this.layers = new ArrayList<>();
        for (int i = 0; i < design.layers(); i++) {
            String name = "layer" + i;
            layers.add(
                    child(
                            name,
                            design.layer()
                                    .layer(
                                            design.inputs(i, context.shape()),
                                            design.hidden(),
                                            context.streams().scope(name))));
        }
        this.readout =
                child(
                        "readout",
                        new Linear(design.hidden(), outputs, context.streams().scope("readout")));
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        NDArray h = layers.get(0).apply(x.swapAxes(0, 1), carry, weights); // (T, B, H)
        for (SteppableBlock layer : layers.subList(1, layers.size())) {
            NDArray above = layer.apply(h, carry, weights);
            h = residual ? h.add(above) : above;
        }
        return readout.apply(h, weights).swapAxes(0, 1); // (B, T, d_out)
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
    }
}
