// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.OwnGradients;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * One layer of cells, started from zero.
 *
 * <p><b>Shape:</b> (T, B, in) to (T, B, H), time first because the kernels want it so. Parameters
 * as {@link RecurrentCell#run} takes them; initial values uniform on +-1/sqrt(H) where nothing else
 * is said.
 */
final class RecurrentLayer extends SteppableBlock {

    private final RecurrentCell cell;
    private final int hidden;
    private final Parameter weightIh;
    private final Parameter weightHh;
    private final Parameter biasIh;
    private final Parameter biasHh;

    /**
     * What a layer is made of.
     *
     * @param cell its recurrence
     * @param init how the weights from state to state begin
     * @param gateBias how the biases of gates begin
     */
    record Design(RecurrentCell cell, RecurrentInit init, GateBias gateBias)
            implements RecurrentStack.LayerDesign {

        /** Bounded cells: |h| is at most 1, and so is what an open gate adds to c per step. */
        @Override
        public Set<Claim> claims() {
            return cell == RecurrentCell.RELU
                    ? EnumSet.noneOf(Claim.class)
                    : EnumSet.of(Claim.STABLE_BY_CONSTRUCTION);
        }

        @Override
        public int states() {
            return cell.states();
        }

        @Override
        public long parameters(int inputs, int hidden) {
            return cell.parameters(inputs, hidden);
        }

        @Override
        public long flops(int inputs, int hidden) {
            return cell.flops(inputs, hidden);
        }

        @Override
        public SteppableBlock layer(int inputs, int hidden, RandomStreams streams) {
            return new RecurrentLayer(this, inputs, hidden, streams);
        }
    }

    RecurrentLayer(Design design, int inputs, int hidden, RandomStreams streams) {
        super(streams);
        this.cell = design.cell();
        this.hidden = hidden;
        int rows = cell.gates() * hidden;
        ParameterInit uniform = ParameterInit.uniform(1 / Math.sqrt(hidden));
        ParameterInit bias = design.init().biases(hidden);
        this.weightIh = parameter("weight_ih", new Shape(rows, inputs), uniform);
        this.weightHh =
                parameter("weight_hh", new Shape(rows, hidden), design.init().weights(hidden));
        this.biasIh =
                parameter(
                        "bias_ih",
                        new Shape(rows),
                        design.gateBias().first(bias, hidden),
                        ParameterGroup.NO_DECAY);
        this.biasHh =
                parameter(
                        "bias_hh",
                        new Shape(rows),
                        design.gateBias().second(bias, hidden),
                        ParameterGroup.NO_DECAY);
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        NDList arrays =
                new NDList(
                        weights.of(weightIh),
                        weights.of(weightHh),
                        weights.of(biasIh),
                        weights.of(biasHh));
        Optional<OwnGradients> own = weights.ownGradients();
        if (own.isPresent() && !carry.keeps() && !x.hasGradient()) {
            Optional<UnrecordedRun> run = cell.unrecorded(x, arrays, hidden);
            if (run.isPresent()) {
                NDArray h = run.get().forward();
                own.get().add(h, run.get()::backward);
                return h;
            }
        }
        Shape state = new Shape(x.getShape().get(1), hidden);
        NDList start = new NDList();
        for (int i = 0; i < cell.states(); i++) {
            NDArray before =
                    carry.take().orElseGet(() -> x.getManager().zeros(state, x.getDataType()));
            start.add(before.expandDims(0)); // (1, B, H)
        }
        NDList result =
                weights.training() || cell.infersByKernel(x, hidden)
                        ? cell.run(x, start, arrays)
                        : cell.loop(x, start, arrays);
        if (carry.keeps()) {
            result.subNDList(1).forEach(after -> carry.keep(after.squeeze(0)));
        }
        return result.head();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(hidden)};
    }
}
