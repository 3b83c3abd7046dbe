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
 * Normalises the last axis of each vector to mean 0 and variance 1, then scales and shifts it.
 *
 * <pre>{@code
 * y = (x - mean) / sqrt(var + 1e-5) * gain + bias      (population variance)
 * }</pre>
 *
 * <p><b>Shape:</b> (..., size) to the same; parameters {@code gain} and {@code bias} (size), at
 * first 1 and 0.
 *
 * <p><b>Source:</b> Ba, Kiros and Hinton, "Layer normalization" (2016), equations 3 and 4.
 */
public final class LayerNorm extends SequenceBlock {

    /** Keeps the quotient finite where a vector is constant; the value of the common libraries. */
    private static final float EPSILON = 1e-5f;

    private final Shape normalized;
    private final Parameter gain;
    private final Parameter bias;

    /**
     * @param size of the last axis
     * @param streams for the initial values, scoped to this layer
     */
    public LayerNorm(int size, RandomStreams streams) {
        super(streams);
        this.normalized = new Shape(size);
        this.gain =
                parameter("gain", normalized, ParameterInit.constant(1), ParameterGroup.NO_DECAY);
        this.bias =
                parameter("bias", normalized, ParameterInit.constant(0), ParameterGroup.NO_DECAY);
    }

    /** The number of trainable numbers of such a layer. */
    public static long parameters(int size) {
        return 2L * size;
    }

    /** The same of columns in plain Java, with its gradient by hand. */
    public HostNorm ofColumns(Weights weights) {
        return new HostNorm(weights.of(gain), Optional.of(weights.of(bias)), EPSILON);
    }

    @Override
    protected NDArray forward(NDArray x, Weights weights) {
        return x.getNDArrayInternal()
                .layerNorm(x, normalized, weights.of(gain), weights.of(bias), EPSILON)
                .singletonOrThrow();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
