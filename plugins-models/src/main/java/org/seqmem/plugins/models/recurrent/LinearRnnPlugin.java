// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.nn.Block;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.Linear;

/** The recurrent network without a nonlinearity: what theory says most about. */
public final class LinearRnnPlugin implements ModelPlugin<LinearRnnConfig> {

    private static final Set<Claim> CLAIMS =
            Set.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT);

    @Override
    public String name() {
        return "linear-rnn";
    }

    @Override
    public Class<LinearRnnConfig> configType() {
        return LinearRnnConfig.class;
    }

    @Override
    public String summary() {
        return "recurrent network without nonlinearity, dense state matrix, linear readout";
    }

    /** Operations are counted for the recurrence as it is defined, not for the way it is run. */
    @Override
    public ModelFacts facts(LinearRnnConfig config, SequenceShape shape) {
        long hidden = config.hiddenSize();
        int inputs = shape.inputSize();
        int outputs = shape.outputSize();
        long products = hidden * (hidden + inputs + outputs);
        return new ModelFacts(
                CLAIMS,
                OptionalLong.of(hidden),
                OptionalInt.empty(),
                products + Linear.parameters(inputs, outputs),
                2 * products + Linear.flops(inputs, outputs));
    }

    @Override
    public Block create(LinearRnnConfig config, ModelContext context) {
        return new LinearRnn(config, context);
    }
}
