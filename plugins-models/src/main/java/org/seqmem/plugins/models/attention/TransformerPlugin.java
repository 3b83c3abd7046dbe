// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.nn.Block;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;

/**
 * {@code transformer}: an embedding with positions, layers of causal attention and feed-forward,
 * each behind a layer norm or before one, a last norm and an affine map of each step.
 *
 * <p>It has a state size and a receptive field only inside a window; else what it carries grows
 * with the sequence. With the norms after the layers, as at first, there is no last norm.
 *
 * <p><b>Source:</b> Vaswani and others, "Attention is all you need" (2017), with the norms before
 * the layers (Xiong and others, 2020) and GELU (Hendrycks and Gimpel, 2016).
 */
public final class TransformerPlugin implements ModelPlugin<TransformerConfig> {

    /** For the service loader. */
    public TransformerPlugin() {}

    @Override
    public String name() {
        return "transformer";
    }

    @Override
    public Class<TransformerConfig> configType() {
        return TransformerConfig.class;
    }

    @Override
    public String summary() {
        return "causal transformer: attention over the whole past, with a choice of positions";
    }

    @Override
    public ModelFacts facts(TransformerConfig config, SequenceShape shape) {
        int size = config.modelSize();
        int hidden = config.feedForwardSize();
        PositionEncodingPlugin.Facts position =
                PositionEncodingPlugin.facts(config.position(), config.sizes(shape));
        long layerParameters =
                AttentionLayer.parameters(size) + FeedForwardLayer.parameters(size, hidden);
        long layerFlops =
                AttentionLayer.flops(size, shape.length()) + FeedForwardLayer.flops(size, hidden);
        long lastNorm = config.norm() == NormPlace.PRE ? LayerNorm.parameters(size) : 0;
        return new ModelFacts(
                claims(config, position),
                stateSize(config, position),
                receptiveField(config, position),
                Linear.parameters(shape.inputSize(), size)
                        + position.parameters()
                        + config.layers() * layerParameters
                        + lastNorm
                        + Linear.parameters(size, shape.outputSize()),
                Linear.flops(shape.inputSize(), size)
                        + config.layers() * layerFlops
                        + Linear.flops(size, shape.outputSize()));
    }

    private static Set<Claim> claims(
            TransformerConfig config, PositionEncodingPlugin.Facts position) {
        Set<Claim> claims = EnumSet.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION, Claim.STEPPABLE);
        // with a second layer, or told of positions, attention knows the order
        if (config.layers() == 1 && position.orderBlind()) {
            claims.add(Claim.ORDER_BLIND);
        }
        return claims;
    }

    /** Keys and values of what a window still shows; without one they grow with the sequence. */
    private static OptionalLong stateSize(
            TransformerConfig config, PositionEncodingPlugin.Facts position) {
        if (position.window().isEmpty()) {
            return OptionalLong.empty();
        }
        long steps = position.window().getAsInt() - 1L;
        return OptionalLong.of(2L * config.layers() * config.modelSize() * steps);
    }

    private static OptionalInt receptiveField(
            TransformerConfig config, PositionEncodingPlugin.Facts position) {
        if (position.window().isEmpty()) {
            return OptionalInt.empty();
        }
        long field = 1 + config.layers() * (position.window().getAsInt() - 1L);
        return OptionalInt.of((int) Math.min(field, Integer.MAX_VALUE));
    }

    @Override
    public Block create(TransformerConfig config, ModelContext context) {
        return new Transformer(config, context.shape(), context.streams());
    }
}
