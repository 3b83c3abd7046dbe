// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code stable-ssm}: diagonal state-space layers whose decay rates are reparameterised, so that
 * slow modes can be trained with large steps.
 *
 * <p>The layers are those of {@code s4d}, with another map from trained numbers to decay rates;
 * with {@code decay = exp} both are the same model. Stable by construction except with {@code decay
 * = direct}, which is there to compare with.
 *
 * <p><b>Source:</b> Wang and Li, "StableSSM: alleviating the curse of memory in state-space models
 * through stable reparameterization" (2024).
 */
public final class StableSsmPlugin implements ModelPlugin<StableSsmConfig> {

    /** For the service loader. */
    public StableSsmPlugin() {}

    @Override
    public String name() {
        return "stable-ssm";
    }

    @Override
    public Class<StableSsmConfig> configType() {
        return StableSsmConfig.class;
    }

    @Override
    public String summary() {
        return "diagonal state-space model with decay rates reparameterised for stable training";
    }

    @Override
    public ModelFacts facts(StableSsmConfig config, SequenceShape shape) {
        return config.frame()
                .facts(
                        S4dLayer.facts(config.modelSize(), config.stateSize(), shape.length()),
                        config.decay().isStable(),
                        shape);
    }

    @Override
    public Block create(StableSsmConfig config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new S4dLayer(config.layer(), streams),
                context.shape(),
                context.streams());
    }
}
