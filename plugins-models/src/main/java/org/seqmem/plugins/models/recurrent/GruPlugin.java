// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/** The gated recurrent unit of Cho et al. (2014), reset after or before the matrix product. */
public final class GruPlugin implements ModelPlugin<GruConfig> {

    @Override
    public String name() {
        return "gru";
    }

    @Override
    public Class<GruConfig> configType() {
        return GruConfig.class;
    }

    @Override
    public String summary() {
        return "gated recurrent unit, linear readout at every step";
    }

    @Override
    public ModelFacts facts(GruConfig config, SequenceShape shape) {
        return design(config).facts(shape);
    }

    @Override
    public Block create(GruConfig config, ModelContext context) {
        return new RecurrentStack(design(config), context);
    }

    private static RecurrentStack.Design design(GruConfig config) {
        RecurrentCell cell =
                switch (config.reset()) {
                    case AFTER -> RecurrentCell.GRU;
                    case BEFORE -> RecurrentCell.GRU_RESET_BEFORE;
                };
        RecurrentLayer.Design layer =
                new RecurrentLayer.Design(
                        cell, config.recurrentInit(), GateBias.gru(config.longestMemory()));
        return new RecurrentStack.Design(
                layer, config.hiddenSize(), config.layers(), config.residual());
    }
}
