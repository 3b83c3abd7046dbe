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
import org.seqmem.plugins.models.layers.Linear;

/**
 * {@code tcn}: residual blocks of dilated causal convolutions, then an affine map of each step.
 *
 * <p>Its state is what its convolutions still need of their inputs, the hidden ones included.
 *
 * <p>It is not claimed to be time-invariant: hidden sequences are padded with zeros, which differ
 * from what biases make of silence, so that the first steps of a sequence are special.
 *
 * <p><b>Source:</b> Bai, Kolter and Koltun, "An empirical evaluation of generic convolutional and
 * recurrent networks for sequence modeling" (2018).
 */
public final class TcnPlugin implements ModelPlugin<TcnConfig> {

    /** For the service loader. */
    public TcnPlugin() {}

    @Override
    public String name() {
        return "tcn";
    }

    @Override
    public Class<TcnConfig> configType() {
        return TcnConfig.class;
    }

    @Override
    public String summary() {
        return "temporal convolutional network: dilated causal convolutions, exact receptive field";
    }

    @Override
    public ModelFacts facts(TcnConfig config, SequenceShape shape) {
        long parameters = Linear.parameters(config.channels(), shape.outputSize());
        long flops = Linear.flops(config.channels(), shape.outputSize());
        long stateSize = 0;
        int inputs = shape.inputSize();
        for (int level = 0; level < config.levels(); level++) {
            parameters += ConvolutionBlock.parameters(inputs, config);
            flops += ConvolutionBlock.flops(inputs, config);
            stateSize += ConvolutionBlock.stateSize(inputs, 1 << level, config);
            inputs = config.channels();
        }
        return new ModelFacts(
                Set.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION, Claim.STEPPABLE),
                OptionalLong.of(stateSize),
                OptionalInt.of(config.receptiveField()),
                parameters,
                flops);
    }

    @Override
    public Block create(TcnConfig config, ModelContext context) {
        return new Tcn(config, context.shape(), context.streams());
    }
}
