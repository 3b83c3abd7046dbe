// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code s5}: state-space layers with one state for all features between an encoder and a readout.
 *
 * <p><b>Source:</b> Smith, Warrington and Linderman, "Simplified state space layers for sequence
 * modeling" (2023).
 */
public final class S5Plugin implements ModelPlugin<S5Config> {

    /** For the service loader. */
    public S5Plugin() {}

    @Override
    public String name() {
        return "s5";
    }

    @Override
    public Class<S5Config> configType() {
        return S5Config.class;
    }

    @Override
    public String summary() {
        return "simplified state space: one bank of damped oscillators that all features share";
    }

    @Override
    public ModelFacts facts(S5Config config, SequenceShape shape) {
        return config.frame().facts(S5Layer.facts(config), true, shape);
    }

    @Override
    public Block create(S5Config config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new S5Layer(config, streams),
                context.shape(),
                context.streams());
    }
}
