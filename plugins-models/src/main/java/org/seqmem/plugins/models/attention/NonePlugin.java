// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.OptionalInt;
import org.seqmem.api.NoConfig;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/**
 * {@code none}: attention is not told of positions. What a step may look at still differs from step
 * to step, so that a causal model can count.
 */
public final class NonePlugin implements PositionEncodingPlugin<NoConfig> {

    /** For the service loader. */
    public NonePlugin() {}

    @Override
    public String name() {
        return "none";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "no positions: only the causal mask tells one step from another";
    }

    @Override
    public Facts facts(NoConfig config, Sizes sizes) {
        return new Facts(0, OptionalInt.empty(), true);
    }

    @Override
    public PositionEncoding create(NoConfig config, Sizes sizes, RandomStreams streams) {
        return new PositionEncoding(streams) {};
    }
}
