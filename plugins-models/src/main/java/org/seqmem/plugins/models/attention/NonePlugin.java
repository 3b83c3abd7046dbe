// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import org.seqmem.api.NoConfig;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;

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
    public PositionEncoding create(NoConfig config, Context context) {
        return new PositionEncoding(context.streams()) {};
    }

    @Override
    public long parameters(NoConfig config, int length, int modelSize, int heads) {
        return 0;
    }
}
