// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code mamba-2}: state-space mixers with one decay for each head (SSD) and residuals between an
 * encoder and a readout.
 *
 * <p><b>Source:</b> Dao and Gu, "Transformers are SSMs: generalized models and efficient algorithms
 * through structured state space duality" (2024).
 */
public final class Mamba2Plugin implements ModelPlugin<Mamba2Config> {

    /** For the service loader. */
    public Mamba2Plugin() {}

    @Override
    public String name() {
        return "mamba-2";
    }

    @Override
    public Class<Mamba2Config> configType() {
        return Mamba2Config.class;
    }

    @Override
    public String summary() {
        return "selective state space with one decay per head, run as decayed attention";
    }

    @Override
    public ModelFacts facts(Mamba2Config config, SequenceShape shape) {
        return config.frame().facts(Mamba2Layer.facts(config), true, shape);
    }

    @Override
    public Block create(Mamba2Config config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new Mamba2Layer(config, streams),
                context.shape(),
                context.streams());
    }
}
