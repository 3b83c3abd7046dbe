// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.OptionalInt;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/** {@code t5-relative}: scores get a learned bias by bucket of distances. */
public final class T5RelativePlugin implements PositionEncodingPlugin<T5RelativeConfig> {

    /** For the service loader. */
    public T5RelativePlugin() {}

    @Override
    public String name() {
        return "t5-relative";
    }

    @Override
    public Class<T5RelativeConfig> configType() {
        return T5RelativeConfig.class;
    }

    @Override
    public String summary() {
        return "learned biases of scores, for buckets of distances";
    }

    @Override
    public Facts facts(T5RelativeConfig config, Sizes sizes) {
        long parameters = (long) sizes.heads() * config.buckets();
        return new Facts(parameters, OptionalInt.empty(), false);
    }

    @Override
    public PositionEncoding create(T5RelativeConfig config, Sizes sizes, RandomStreams streams) {
        return new T5RelativePositions(config, sizes, streams);
    }
}
