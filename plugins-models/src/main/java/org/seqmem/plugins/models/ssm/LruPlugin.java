// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code lru}: linear recurrent units between an encoder and a readout.
 *
 * <p><b>Source:</b> Orvieto, Smith, Gu, Fernando, Gulcehre, Pascanu and De, "Resurrecting recurrent
 * neural networks for long sequences" (2023).
 */
public final class LruPlugin implements ModelPlugin<LruConfig> {

    /** For the service loader. */
    public LruPlugin() {}

    @Override
    public String name() {
        return "lru";
    }

    @Override
    public Class<LruConfig> configType() {
        return LruConfig.class;
    }

    @Override
    public String summary() {
        return "linear recurrent unit: complex modes that start on a ring inside the unit circle";
    }

    @Override
    public ModelFacts facts(LruConfig config, SequenceShape shape) {
        return config.frame().facts(LruLayer.facts(config), true, shape);
    }

    @Override
    public Block create(LruConfig config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new LruLayer(config, streams),
                context.shape(),
                context.streams());
    }
}
