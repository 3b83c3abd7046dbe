// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.DiagonalRecurrence;

/**
 * One diagonal state space that all features share, and a direct path for each.
 *
 * <pre>{@code
 * h_t = lambda h_{t-1} + B x_t        y_t = Re(C h_t) + d x_t
 * }</pre>
 *
 * <p><b>Shape:</b> (B, T, H) to the same.
 */
abstract class DiagonalLayer extends SteppableBlock {

    private final Parameter direct;

    /**
     * @param modelSize H
     * @param streams for initial values
     */
    DiagonalLayer(int modelSize, RandomStreams streams) {
        super(streams);
        this.direct =
                parameter(
                        "d",
                        new Shape(modelSize),
                        ParameterInit.normal(1),
                        ParameterGroup.NO_DECAY);
    }

    /**
     * The floating-point operations for one time step: into P complex modes, the recurrence, out of
     * them, and the direct path.
     */
    static long flops(int modelSize, int modes) {
        return 8L * modes * modelSize + 8L * modes + 2L * modelSize;
    }

    /** The discrete system, made of arrays of a manager. */
    abstract DiagonalRecurrence recurrence(Weights weights, NDManager manager);

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        return recurrence(weights, x.getManager()).run(x, carry).add(x.mul(weights.of(direct)));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
