// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.nn.Block;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.layers.FftConvolution;

/**
 * {@code long-conv}: one free finite impulse response, the most general linear and time-invariant
 * model of its length. What it misses, it misses for want of training, not of form.
 *
 * <p>Causal up to rounding: it convolves by fast Fourier transform.
 */
public final class LongConvPlugin implements ModelPlugin<LongConvConfig> {

    private static final Set<Claim> CLAIMS =
            Set.of(
                    Claim.CAUSAL,
                    Claim.LINEAR,
                    Claim.TIME_INVARIANT,
                    Claim.STABLE_BY_CONSTRUCTION,
                    Claim.STEPPABLE);

    /** For the service loader. */
    public LongConvPlugin() {}

    @Override
    public String name() {
        return "long-conv";
    }

    @Override
    public Class<LongConvConfig> configType() {
        return LongConvConfig.class;
    }

    @Override
    public String summary() {
        return "one free kernel as long as the sequence: the general linear model";
    }

    @Override
    public ModelFacts facts(LongConvConfig config, SequenceShape shape) {
        int taps = config.taps(shape.length());
        int inputs = shape.inputSize();
        int outputs = shape.outputSize();
        return new ModelFacts(
                CLAIMS,
                OptionalLong.of((taps - 1L) * inputs),
                config.kernelLength().map(OptionalInt::of).orElse(OptionalInt.empty()),
                (long) outputs * inputs * taps + outputs,
                FftConvolution.mixingFlops(inputs, outputs, shape.length()));
    }

    @Override
    public Block create(LongConvConfig config, ModelContext context) {
        return new LongConv(
                config.taps(context.shape().length()), context.shape(), context.streams());
    }
}
