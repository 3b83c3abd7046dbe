// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.nn.Block;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;

/**
 * {@code lssl}: linear state-space layers with dense matrices between an encoder and a readout.
 *
 * <p>Causal up to rounding: it convolves by fast Fourier transform. Time-invariant only in the
 * linear form, since elsewhere the response to biases sets in with the sequence. Not stable by
 * construction: the state matrix is free.
 *
 * <p><b>Source:</b> Gu, Johnson, Goel, Saab, Dao, Rudra and Re, "Combining recurrent,
 * convolutional, and continuous-time models with linear state-space layers" (2021).
 */
public final class LsslPlugin implements ModelPlugin<LsslConfig> {

    /** For the service loader. */
    public LsslPlugin() {}

    @Override
    public String name() {
        return "lssl";
    }

    @Override
    public Class<LsslConfig> configType() {
        return LsslConfig.class;
    }

    @Override
    public String summary() {
        return "linear state-space layers: HiPPO memory with a dense matrix, for every feature";
    }

    @Override
    public ModelFacts facts(LsslConfig config, SequenceShape shape) {
        return config.frame().facts(LsslLayer.facts(config, shape.length()), false, shape);
    }

    @Override
    public Block create(LsslConfig config, ModelContext context) {
        return new StateSpaceModel(
                config.frame(),
                streams -> new LsslLayer(config, streams),
                context.shape(),
                context.streams());
    }
}
