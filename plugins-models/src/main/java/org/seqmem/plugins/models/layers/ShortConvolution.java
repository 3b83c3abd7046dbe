// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * The causal convolution of every channel with a few taps of its own.
 *
 * <pre>{@code
 * y_t[c] = sum_{k<K} weight[c][k] x_{t-K+1+k}[c] + bias[c]        x is 0 before the first step
 * }</pre>
 *
 * <p><b>Shape:</b> (B, T, C) to the same; parameters {@code weight} (C, K) and {@code bias} (C),
 * uniform on +-1/sqrt(K). Carries the last K - 1 inputs, (B, K - 1, C).
 */
public final class ShortConvolution extends SteppableBlock {

    private final int channels;
    private final int taps;
    private final Parameter weight;
    private final Parameter bias;

    /**
     * @param channels C
     * @param taps K
     * @param streams for the initial values, scoped to this layer
     */
    public ShortConvolution(int channels, int taps, RandomStreams streams) {
        super(streams);
        this.channels = channels;
        this.taps = taps;
        ParameterInit init = ParameterInit.uniform(1 / Math.sqrt(taps));
        this.weight = parameter("weight", new Shape(channels, taps), init);
        this.bias = parameter("bias", new Shape(channels), init, ParameterGroup.NO_DECAY);
    }

    /** The number of trainable numbers of such a layer. */
    public static long parameters(int channels, int taps) {
        return channels * (taps + 1L);
    }

    /** The floating-point operations for one time step. */
    public static long flops(int channels, int taps) {
        return 2L * channels * taps;
    }

    /** How many numbers are carried. */
    public static long stateSize(int channels, int taps) {
        return channels * (taps - 1L);
    }

    /**
     * The same of whole sequences in plain Java, with its gradient by hand.
     *
     * @param batch B
     */
    public HostShortConvolution ofColumns(Weights weights, int batch) {
        return new HostShortConvolution(weights.of(weight), weights.of(bias), batch);
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        long batch = x.getShape().get(0);
        long length = x.getShape().get(1);
        NDArray past =
                carry.take()
                        .orElseGet(
                                () ->
                                        x.getManager()
                                                .zeros(
                                                        new Shape(batch, taps - 1, channels),
                                                        x.getDataType()));
        NDArray seen = past.concat(x, 1); // (B, K - 1 + T, C)
        if (carry.keeps()) {
            carry.keep(seen.get(new NDIndex(":, {}:", length)));
        }
        NDArray kernel = weights.of(weight, x.getManager()).transpose(); // (K, C)
        NDArray y = weights.of(bias, x.getManager());
        for (int k = 0; k < taps; k++) {
            NDArray shifted = seen.get(new NDIndex(":, {}:{}", k, k + length));
            y = shifted.mul(kernel.get(k)).add(y);
        }
        return y;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }
}
