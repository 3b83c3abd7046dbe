// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * One layer of cells, started from zero.
 *
 * <p><b>Shape:</b> (T, B, in) to (T, B, H), time first because the kernels want it so. Parameters
 * as {@link RecurrentCell#run} takes them; initial values uniform on +-1/sqrt(H).
 */
final class RecurrentLayer extends SequenceBlock {

    private final RecurrentCell cell;
    private final int hidden;
    private final Parameter weightIh;
    private final Parameter weightHh;
    private final Parameter biasIh;
    private final Parameter biasHh;

    RecurrentLayer(
            RecurrentCell cell,
            int inputs,
            int hidden,
            RecurrentInit recurrentInit,
            double forgetBias,
            RandomStreams streams) {
        super(streams);
        this.cell = cell;
        this.hidden = hidden;
        int rows = cell.gates() * hidden;
        ParameterInit init = ParameterInit.uniform(1 / Math.sqrt(hidden));
        this.weightIh = parameter("weight_ih", new Shape(rows, inputs), init);
        this.weightHh = parameter("weight_hh", new Shape(rows, hidden), recurrentInit.init(hidden));
        // The two biases add up, so the constant stands in one of them only.
        this.biasIh =
                parameter(
                        "bias_ih",
                        new Shape(rows),
                        cell == RecurrentCell.LSTM ? raised(init, hidden, forgetBias) : init,
                        ParameterGroup.NO_DECAY);
        this.biasHh = parameter("bias_hh", new Shape(rows), init, ParameterGroup.NO_DECAY);
    }

    /** Adds a constant to the forget gate, the second block of an LSTM. */
    private static ParameterInit raised(ParameterInit init, int hidden, double forgetBias) {
        return (stream, shape) -> {
            double[] values = init.values(stream, shape);
            for (int i = hidden; i < 2 * hidden; i++) {
                values[i] += forgetBias;
            }
            return values;
        };
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDList start = new NDList();
        for (int i = 0; i < cell.states(); i++) {
            Shape state = new Shape(1, x.getShape().get(1), hidden);
            start.add(x.getManager().zeros(state, x.getDataType()));
        }
        NDList arrays =
                new NDList(
                        weights.of(weightIh),
                        weights.of(weightHh),
                        weights.of(biasIh),
                        weights.of(biasHh));
        return cell.run(x, start, arrays).head();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return new Shape[] {inputShapes[0].slice(0, 2).add(hidden)};
    }
}
