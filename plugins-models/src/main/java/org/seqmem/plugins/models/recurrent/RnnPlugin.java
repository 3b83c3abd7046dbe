// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/** The plain recurrent network of Elman (1990) with a linear readout. */
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
        return "tanh recurrent network, linear readout at every step";
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
        return new RecurrentStack.Design(
                RecurrentCell.TANH,
                config.hiddenSize(),
                config.layers(),
                config.recurrentInit(),
                0);
    }
}
