// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import java.util.Optional;
import java.util.OptionalInt;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.random.RandomStreams;

/** {@code rope}: queries and keys are rotated, so that scores depend on distances. */
public final class RopePlugin implements PositionEncodingPlugin<RopeConfig> {

    /** For the service loader. */
    public RopePlugin() {}

    @Override
    public String name() {
        return "rope";
    }

    @Override
    public Class<RopeConfig> configType() {
        return RopeConfig.class;
    }

    @Override
    public String summary() {
        return "rotary: queries and keys turn with their position, scores know the distance";
    }

    @Override
    public Facts facts(RopeConfig config, Sizes sizes) {
        return new Facts(0, OptionalInt.empty(), false);
    }

    @Override
    public PositionEncoding create(RopeConfig config, Sizes sizes, RandomStreams streams) {
        return new RotaryPositions(config, streams);
    }

    @Override
    public Optional<String> objection(RopeConfig config, int headSize) {
        return headSize % 2 == 0
                ? Optional.empty()
                : Optional.of(
                        "rope turns pairs of coordinates: model-size / heads must be even, but is "
                                + headSize);
    }
}
