// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * Adds a learned number to scores, for each head and bucket of distances; all layers share them.
 *
 * <p>Of N buckets the first half hold one distance each, the others share out those up to the
 * greatest distance M by their logarithms; the last takes all beyond.
 *
 * <pre>{@code
 * bucket(n) = n                                                            n < N/2
 *           = min(N - 1, N/2 + floor(ln(n / (N/2)) / ln(M / (N/2)) N/2))   else
 * }</pre>
 *
 * <p>Parameter {@code bias} (heads, N), at first normal with deviation 0.5.
 *
 * <p><b>Source:</b> Raffel and others, "Exploring the limits of transfer learning with a unified
 * text-to-text transformer" (2020), the buckets of its causal attention [seen second-hand].
 * Deviations: scores are scaled by 1/sqrt(d) here, which T5 leaves to its initial values; the
 * numbers start large enough that heads differ, and learn at ten times the rate.
 */
final class T5RelativePositions extends PositionEncoding {

    /** Of the order of scores: heads that start alike take long to divide distances. */
    private static final double DEVIATION = 0.5;

    /** A head looks at one distance when its number is some five above the others'. */
    private static final ParameterGroup FAST = new ParameterGroup(10, false);

    private final T5RelativeConfig config;
    private final Parameter bias;

    T5RelativePositions(
            T5RelativeConfig config, PositionEncodingPlugin.Sizes sizes, RandomStreams streams) {
        super(streams);
        this.config = config;
        this.bias =
                parameter(
                        "bias",
                        new Shape(sizes.heads(), config.buckets()),
                        ParameterInit.normal(DEVIATION),
                        FAST);
    }

    @Override
    public Optional<NDArray> bias(int distances, NDArray like, Weights weights) {
        // a product with zeros and ones picks the columns, and its derivative sums over a bucket
        float[] chosen = new float[config.buckets() * distances];
        for (int n = 0; n < distances; n++) {
            chosen[config.bucket(n) * distances + n] = 1;
        }
        NDArray choice =
                like.getManager()
                        .create(chosen, new Shape(config.buckets(), distances))
                        .toType(like.getDataType(), false);
        return Optional.of(weights.of(bias, like.getManager()).matMul(choice));
    }
}
