// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.OptionalInt;
import org.seqmem.api.NoConfig;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/** {@code learned}: a trained vector for each position of the task is added to the embedding. */
public final class LearnedPlugin implements PositionEncodingPlugin<NoConfig> {

    /** For the service loader. */
    public LearnedPlugin() {}

    @Override
    public String name() {
        return "learned";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "a learned vector for every position, added to the embedding";
    }

    @Override
    public Facts facts(NoConfig config, Sizes sizes) {
        long parameters = (long) sizes.length() * sizes.modelSize();
        return new Facts(parameters, OptionalInt.empty(), false);
    }

    @Override
    public PositionEncoding create(NoConfig config, Sizes sizes, RandomStreams streams) {
        return new LearnedPositions(sizes, streams);
    }
}
