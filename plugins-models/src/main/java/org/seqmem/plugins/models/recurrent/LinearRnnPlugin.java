// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.nn.Block;
import java.util.EnumSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.recurrent.LinearRnnConfig.Structure;

/** The recurrent network without a nonlinearity: what theory says most about. */
public final class LinearRnnPlugin implements ModelPlugin<LinearRnnConfig> {

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
        return "recurrent network without nonlinearity: dense, or with real or complex modes";
    }

    /** Operations are counted for the recurrence as it is defined, not for the way it is run. */
    @Override
    public ModelFacts facts(LinearRnnConfig config, SequenceShape shape) {
        long hidden = config.hiddenSize();
        int inputs = shape.inputSize();
        int outputs = shape.outputSize();
        // one number a unit where the matrix is diagonal, rates or rates and angles
        long transition = config.structure() == Structure.DENSE ? hidden * hidden : hidden;
        // a complex product takes twice as many operations as the two real ones it stands for
        long advance = config.structure() == Structure.COMPLEX_DIAGONAL ? 2 * hidden : transition;
        Set<Claim> claims =
                EnumSet.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT, Claim.STEPPABLE);
        if (config.structure() != Structure.DENSE) {
            claims.add(Claim.STABLE_BY_CONSTRUCTION);
        }
        return new ModelFacts(
                claims,
                OptionalLong.of(hidden),
                OptionalInt.empty(),
                transition + hidden * (inputs + outputs) + Linear.parameters(inputs, outputs),
                2 * (advance + hidden * (inputs + outputs)) + Linear.flops(inputs, outputs));
    }

    @Override
    public Block create(LinearRnnConfig config, ModelContext context) {
        return new LinearRnn(config, context);
    }
}
