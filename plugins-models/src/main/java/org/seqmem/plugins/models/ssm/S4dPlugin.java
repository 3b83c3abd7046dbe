// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

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
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;

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
        int size = config.modelSize();
        long parameters = Linear.parameters(size, shape.outputSize());
        long flops = Linear.flops(shape.inputSize(), size) + Linear.flops(size, shape.outputSize());
        Set<Claim> claims = EnumSet.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION);
        if (config.linear()) {
            claims.add(Claim.LINEAR);
            claims.add(Claim.TIME_INVARIANT);
            parameters += (long) shape.inputSize() * size;
            parameters += config.layers() * S4dLayer.parameters(config);
            flops += config.layers() * S4dLayer.flops(config, shape.length());
        } else {
            parameters += Linear.parameters(shape.inputSize(), size) + LayerNorm.parameters(size);
            parameters += config.layers() * S4dBlock.parameters(config);
            flops += config.layers() * S4dBlock.flops(config, shape.length());
        }
        return new ModelFacts(
                claims,
                OptionalLong.of((long) config.layers() * size * config.stateSize()),
                OptionalInt.empty(),
                parameters,
                flops);
    }

    @Override
    public Block create(S4dConfig config, ModelContext context) {
        return new S4d(config, context.shape(), context.streams());
    }
}
