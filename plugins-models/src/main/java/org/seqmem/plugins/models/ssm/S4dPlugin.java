// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code s4d}: diagonal state-space layers between an encoder and a readout.
 *
 * <p>Causal up to rounding: it convolves by fast Fourier transform. Time-invariant only in the
 * linear form, since elsewhere the response to biases sets in with the sequence.
 *
 * <p><b>Source:</b> Gu, Gupta, Goel and Re, "On the parameterization and initialization of diagonal
 * state space models" (2022).
 */
public final class S4dPlugin implements ModelPlugin<S4dConfig> {

    /** For the service loader. */
    public S4dPlugin() {}

    @Override
    public String name() {
        return "s4d";
    }

    @Override
    public Class<S4dConfig> configType() {
        return S4dConfig.class;
    }

    @Override
    public String summary() {
        return "diagonal state-space model: a bank of damped oscillators for every feature";
    }

    @Override
    public ModelFacts facts(S4dConfig config, SequenceShape shape) {
        return config.frame()
                .facts(
                        S4dLayer.facts(config.modelSize(), config.stateSize(), shape.length()),
                        true,
                        shape);
    }

    @Override
    public Block create(S4dConfig config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new S4dLayer(config.layer(), streams),
                context.shape(),
                context.streams());
    }
}
