// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/** The long short-term memory of Hochreiter and Schmidhuber (1997) with forget gates. */
public final class LstmPlugin implements ModelPlugin<LstmConfig> {

    @Override
    public String name() {
        return "lstm";
    }

    @Override
    public Class<LstmConfig> configType() {
        return LstmConfig.class;
    }

    @Override
    public String summary() {
        return "long short-term memory with forget gates, linear readout at every step";
    }

    @Override
    public ModelFacts facts(LstmConfig config, SequenceShape shape) {
        return design(config).facts(shape);
    }

    @Override
    public Block create(LstmConfig config, ModelContext context) {
        return new RecurrentStack(design(config), context);
    }

    private static RecurrentStack.Design design(LstmConfig config) {
        RecurrentLayer.Design layer =
                new RecurrentLayer.Design(
                        RecurrentCell.LSTM,
                        config.recurrentInit(),
                        GateBias.lstm(config.forgetBias(), config.longestMemory()));
        return new RecurrentStack.Design(
                layer, config.hiddenSize(), config.layers(), config.residual());
    }
}
