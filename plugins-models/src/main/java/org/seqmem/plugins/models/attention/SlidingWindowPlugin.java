// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/**
 * {@code sliding-window}: a layer looks at the last few steps only, so that a model of L layers has
 * the receptive field {@code 1 + L (window - 1)} and a state of fixed size.
 *
 * <p><b>Source:</b> Beltagy, Peters and Cohan, "Longformer: the long-document transformer" (2020)
 * [recalled], the causal half of its window.
 */
public final class SlidingWindowPlugin implements PositionEncodingPlugin<SlidingWindowConfig> {

    /** For the service loader. */
    public SlidingWindowPlugin() {}

    @Override
    public String name() {
        return "sliding-window";
    }

    @Override
    public Class<SlidingWindowConfig> configType() {
        return SlidingWindowConfig.class;
    }

    @Override
    public String summary() {
        return "attention sees the last few steps only; another encoding acts inside";
    }

    @Override
    public Facts facts(SlidingWindowConfig config, Sizes sizes) {
        Facts within = PositionEncodingPlugin.facts(config.position(), sizes);
        int window = Math.min(config.window(), within.window().orElse(config.window()));
        // what falls out of the window tells old from new
        return new Facts(within.parameters(), OptionalInt.of(window), false);
    }

    @Override
    public PositionEncoding create(SlidingWindowConfig config, Sizes sizes, RandomStreams streams) {
        return new SlidingWindow(
                PositionEncodingPlugin.open(config.position(), sizes, streams.scope("within")),
                streams);
    }

    @Override
    public Optional<String> objection(SlidingWindowConfig config, int headSize) {
        return PositionEncodingPlugin.objection(config.position(), headSize);
    }
}
