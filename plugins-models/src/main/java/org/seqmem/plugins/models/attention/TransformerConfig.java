// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.Use;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.LessThan;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * A causal transformer.
 *
 * @param modelSize width of the embedding
 * @param layers number of pairs of attention and feed-forward layer
 * @param heads number of attention heads, a divisor of the model size
 * @param feedForwardFactor width of the feed-forward layers over that of the embedding
 * @param norm where the layers normalise
 * @param dropout share of the output of each layer dropped in training
 * @param position how attention learns of positions
 */
public record TransformerConfig(
        @AtLeast(1) int modelSize,
        @AtLeast(1) int layers,
        @AtLeast(1) int heads,
        @AtLeast(1) int feedForwardFactor,
        NormPlace norm,
        @AtLeast(0) @LessThan(1) double dropout,
        Use<PositionEncodingPlugin<?>> position) {

    /**
     * @throws IllegalArgumentException if the heads do not divide the model size, or the encoding
     *     objects to the size of a head
     */
    public TransformerConfig {
        if (modelSize % heads != 0) {
            throw new IllegalArgumentException(
                    "model-size must be a multiple of heads, but "
                            + modelSize
                            + " is not one of "
                            + heads);
        }
        PositionEncodingPlugin.objection(position, modelSize / heads)
                .ifPresent(
                        objection -> {
                            throw new IllegalArgumentException(objection);
                        });
    }

    /** The sizes that the encoding is made for. */
    PositionEncodingPlugin.Sizes sizes(SequenceShape shape) {
        return new PositionEncodingPlugin.Sizes(shape.length(), modelSize, heads);
    }

    /** Width of the feed-forward layers. */
    int feedForwardSize() {
        return Math.multiplyExact(feedForwardFactor, modelSize);
    }
}
