// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * Lowers the score of a step in proportion to its distance, at a rate for each head.
 *
 * <pre>{@code
 * bias(n) = -2^(-8h/H) n        h = 1..H
 * }</pre>
 *
 * <p><b>Source:</b> Press, Smith and Lewis, "Train short, test long: attention with linear biases
 * enables input length extrapolation" (2021) [recalled]. Deviation: the formula holds for every
 * number of heads; the authors take other slopes where it is no power of two.
 */
final class AlibiPositions extends PositionEncoding {

    private final int heads;

    AlibiPositions(PositionEncodingPlugin.Sizes sizes, RandomStreams streams) {
        super(streams);
        this.heads = sizes.heads();
    }

    @Override
    public Optional<NDArray> bias(int distances, NDArray like, Weights weights) {
        double[] values = new double[heads * distances];
        for (int head = 0; head < heads; head++) {
            double slope = StrictMath.pow(2, -8.0 * (head + 1) / heads);
            for (int n = 0; n < distances; n++) {
                values[head * distances + n] = -slope * n;
            }
        }
        return Optional.of(
                like.getManager()
                        .create(values, new Shape(heads, distances))
                        .toType(like.getDataType(), false));
    }
}
