// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.nn.Block;
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
 * each behind a layer norm, a last norm and an affine map of each step.
 *
 * <p>It has no state size: what it carries grows with the sequence.
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
        long layerParameters =
                AttentionLayer.parameters(size) + FeedForwardLayer.parameters(size, hidden);
        long layerFlops =
                AttentionLayer.flops(size, shape.length()) + FeedForwardLayer.flops(size, hidden);
        return new ModelFacts(
                claims(config),
                OptionalLong.empty(),
                OptionalInt.empty(),
                Linear.parameters(shape.inputSize(), size)
                        + PositionEncodingPlugin.parameters(
                                config.position(), shape.length(), size, config.heads())
                        + config.layers() * layerParameters
                        + LayerNorm.parameters(size)
                        + Linear.parameters(size, shape.outputSize()),
                Linear.flops(shape.inputSize(), size)
                        + config.layers() * layerFlops
                        + Linear.flops(size, shape.outputSize()));
    }

    private static Set<Claim> claims(TransformerConfig config) {
        // with a second layer, or told of positions, attention knows the order
        boolean blind = config.layers() == 1 && config.position().plugin() instanceof NonePlugin;
        return blind
                ? Set.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION, Claim.ORDER_BLIND)
                : Set.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION);
    }

    @Override
    public Block create(TransformerConfig config, ModelContext context) {
        return new Transformer(config, context.shape(), context.streams());
    }
}
