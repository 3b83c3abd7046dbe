// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.OptionalInt;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/** {@code sinusoidal}: waves of fixed lengths are added to the embedding. */
public final class SinusoidalPlugin implements PositionEncodingPlugin<SinusoidalConfig> {

    /** For the service loader. */
    public SinusoidalPlugin() {}

    @Override
    public String name() {
        return "sinusoidal";
    }

    @Override
    public Class<SinusoidalConfig> configType() {
        return SinusoidalConfig.class;
    }

    @Override
    public String summary() {
        return "fixed sine and cosine waves of many lengths, added to the embedding";
    }

    @Override
    public Facts facts(SinusoidalConfig config, Sizes sizes) {
        return new Facts(0, OptionalInt.empty(), false);
    }

    @Override
    public PositionEncoding create(SinusoidalConfig config, Sizes sizes, RandomStreams streams) {
        return new SinusoidalPositions(config.base(), sizes, streams);
    }
}
