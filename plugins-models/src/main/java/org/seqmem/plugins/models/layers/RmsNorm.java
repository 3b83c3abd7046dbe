// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * Divides each vector of the last axis by the root of its mean square, then scales it.
 *
 * <pre>{@code
 * y = x / sqrt(mean(x^2) + 1e-5) * gain
 * }</pre>
 *
 * <p><b>Shape:</b> (..., size) to the same; parameter {@code gain} (size), at first 1.
 *
 * <p><b>Source:</b> Zhang and Sennrich, "Root mean square layer normalization" (2019).
 */
public final class RmsNorm extends SequenceBlock {

    /** Keeps the quotient finite where a vector is 0; the value of the common libraries. */
    private static final double EPSILON = 1e-5;

    private static final int[] LAST = {-1};

    private final Parameter gain;

    /**
     * @param size of the last axis
     * @param streams for the initial values, scoped to this layer
     */
    public RmsNorm(int size, RandomStreams streams) {
        super(streams);
        this.gain =
                parameter(
                        "gain",
                        new Shape(size),
                        ParameterInit.constant(1),
                        ParameterGroup.NO_DECAY);
    }

    /** The number of trainable numbers of such a layer. */
    public static long parameters(int size) {
        return size;
    }

    /** The same of columns in plain Java, with its gradient by hand. */
    public HostNorm ofColumns(Weights weights) {
        return new HostNorm(weights.of(gain), Optional.empty(), (float) EPSILON);
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        NDArray size = x.square().mean(LAST, true).add(EPSILON).sqrt();
        return x.div(size).mul(weights.of(gain));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
