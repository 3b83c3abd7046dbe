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
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.Linear;

/**
 * Layers of cells on each other with a linear readout of the last one at every step.
 *
 * <p><b>Shape:</b> (B, T, d_in) to (B, T, d_out).
 */
final class RecurrentStack extends SequenceBlock {

    /** Bounded cells: |h| is at most 1, and so is what an open gate adds to c per step. */
    private static final Set<Claim> CLAIMS = EnumSet.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION);

    private final List<RecurrentLayer> layers;
    private final Linear readout;
    private final int outputs;

    /**
     * What a stack is made of.
     *
     * @param cell of every layer
     * @param hidden the hidden size of every layer
     * @param layers how many
     * @param recurrentInit how the weights from state to state begin
     * @param forgetBias added to the bias of the forget gates of an LSTM; without effect on others
     */
    record Design(
            RecurrentCell cell,
            int hidden,
            int layers,
            RecurrentInit recurrentInit,
            double forgetBias) {

        ModelFacts facts(SequenceShape shape) {
            long parameters = Linear.parameters(hidden, shape.outputSize());
            long flops = Linear.flops(hidden, shape.outputSize());
            for (int layer = 0; layer < layers; layer++) {
                parameters += cell.parameters(inputs(layer, shape), hidden);
                flops += cell.flops(inputs(layer, shape), hidden);
            }
            long stateSize = (long) layers * cell.states() * hidden;
            return new ModelFacts(
                    CLAIMS, OptionalLong.of(stateSize), OptionalInt.empty(), parameters, flops);
        }

        private int inputs(int layer, SequenceShape shape) {
            return layer == 0 ? shape.inputSize() : hidden;
        }
    }

    RecurrentStack(Design design, ModelContext context) {
        super(context.streams());
        this.outputs = context.shape().outputSize();
        this.layers = new ArrayList<>();
        for (int layer = 0; layer < design.layers(); layer++) {
            String name = "layer" + layer;
            layers.add(
                    child(
                            name,
                            new RecurrentLayer(
                                    design.cell(),
                                    design.inputs(layer, context.shape()),
                                    design.hidden(),
                                    design.recurrentInit(),
                                    design.forgetBias(),
                                    context.streams().scope(name))));
        }
        this.readout =
                child(
                        "readout",
                        new Linear(design.hidden(), outputs, context.streams().scope("readout")));
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray h = x.swapAxes(0, 1); // (T, B, d_in)
        for (RecurrentLayer layer : layers) {
            h = layer.apply(h, weights); // (T, B, H)
        }
        return readout.apply(h, weights).swapAxes(0, 1); // (B, T, d_out)
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(outputs)};
    }
}
