// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.OptionalInt;
import org.seqmem.api.NoConfig;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/** {@code alibi}: scores fall in proportion to the distance. */
public final class AlibiPlugin implements PositionEncodingPlugin<NoConfig> {

    /** For the service loader. */
    public AlibiPlugin() {}

    @Override
    public String name() {
        return "alibi";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "scores fall in proportion to the distance, at a rate for each head";
    }

    @Override
    public Facts facts(NoConfig config, Sizes sizes) {
        return new Facts(0, OptionalInt.empty(), false);
    }

    @Override
    public PositionEncoding create(NoConfig config, Sizes sizes, RandomStreams streams) {
        return new AlibiPositions(sizes, streams);
    }
}
