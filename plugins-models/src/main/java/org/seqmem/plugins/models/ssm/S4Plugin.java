// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code s4}: state-space layers with diagonal-plus-low-rank matrices between an encoder and a
 * readout.
 *
 * <p>Causal up to rounding: it convolves by fast Fourier transform. Time-invariant only in the
 * linear form, since elsewhere the response to biases sets in with the sequence.
 *
 * <p><b>Source:</b> Gu, Goel and Re, "Efficiently modeling long sequences with structured state
 * spaces" (2022).
 */
public final class S4Plugin implements ModelPlugin<S4Config> {

    /** For the service loader. */
    public S4Plugin() {}

    @Override
    public String name() {
        return "s4";
    }

    @Override
    public Class<S4Config> configType() {
        return S4Config.class;
    }

    @Override
    public String summary() {
        return "structured state-space model: HiPPO memory, diagonal plus low rank, for every feature";
    }

    @Override
    public ModelFacts facts(S4Config config, SequenceShape shape) {
        return config.frame()
                .facts(
                        S4Layer.facts(config.modelSize(), config.stateSize(), shape.length()),
                        true,
                        shape);
    }

    @Override
    public Block create(S4Config config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new S4Layer(config, streams),
                context.shape(),
                context.streams());
    }
}
