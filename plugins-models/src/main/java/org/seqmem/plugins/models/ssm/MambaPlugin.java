// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code mamba}: selective state-space mixers (S6) with residuals between an encoder and a readout.
 *
 * <p><b>Source:</b> Gu and Dao, "Mamba: linear-time sequence modeling with selective state spaces"
 * (2023).
 */
public final class MambaPlugin implements ModelPlugin<MambaConfig> {

    /** For the service loader. */
    public MambaPlugin() {}

    @Override
    public String name() {
        return "mamba";
    }

    @Override
    public Class<MambaConfig> configType() {
        return MambaConfig.class;
    }

    @Override
    public String summary() {
        return "selective state space: time steps, input and output weights chosen by the input";
    }

    @Override
    public ModelFacts facts(MambaConfig config, SequenceShape shape) {
        return config.frame().facts(MambaLayer.facts(config), true, shape);
    }

    @Override
    public Block create(MambaConfig config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new MambaLayer(config, streams),
                context.shape(),
                context.streams());
    }
}
