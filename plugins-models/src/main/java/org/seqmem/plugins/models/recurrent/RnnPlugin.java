// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * The plain recurrent network of Elman (1990) with a linear readout, or one with units that are
 * stable whatever their parameters.
 */
public final class RnnPlugin implements ModelPlugin<RnnConfig> {

    @Override
    public String name() {
        return "rnn";
    }

    @Override
    public Class<RnnConfig> configType() {
        return RnnConfig.class;
    }

    @Override
    public String summary() {
        return "recurrent network: tanh, relu, or stable by softplus; linear readout at every step";
    }

    @Override
    public ModelFacts facts(RnnConfig config, SequenceShape shape) {
        return design(config).facts(shape);
    }

    @Override
    public Block create(RnnConfig config, ModelContext context) {
        return new RecurrentStack(design(config), context);
    }

    private static RecurrentStack.Design design(RnnConfig config) {
        RecurrentStack.LayerDesign layer =
                switch (config.cell()) {
                    case TANH -> plain(RecurrentCell.TANH, config);
                    case RELU -> plain(RecurrentCell.RELU, config);
                    case STABLE_SOFTPLUS -> new StableLayer.Design(config.stateRateFactor());
                };
        return new RecurrentStack.Design(
                layer, config.hiddenSize(), config.layers(), config.residual());
    }

    private static RecurrentLayer.Design plain(RecurrentCell cell, RnnConfig config) {
        return new RecurrentLayer.Design(cell, config.recurrentInit(), GateBias.NONE);
    }
}
