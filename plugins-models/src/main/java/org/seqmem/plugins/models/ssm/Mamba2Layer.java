// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.DecayedAttention;
import org.seqmem.plugins.models.layers.RmsNorm;
import org.seqmem.plugins.models.layers.ShortConvolution;

/**
 * The mixer of Mamba-2: heads with one decay each, run as decayed attention.
 *
 * <pre>{@code
 * (z, xbc, dt) = in_proj u                        (x, b, c) = silu(convolution(xbc))
 * dt = softplus(dt + dt_bias)                     A = -exp(a_log), one for each head
 * S_t = exp(dt_t A) S_{t-1} + dt_t x_t (outer) b_t
 * y = out_proj(norm((S c + d x) silu(z)))
 * }</pre>
 *
 * <p>Time steps are positive and A negative whatever the parameters, so the state stays bounded.
 *
 * <p><b>Shape:</b> (B, T, D) to the same; E = expand D channels in H heads of P numbers, b and c
 * (B, T, G, N) shared by the H / G heads of a group. Parameters {@code in_proj} (2E + 2GN + H, D),
 * {@code dt_bias}, {@code a_log}, {@code d} (H), {@code out_proj} (D, E), and those of the
 * convolution over E + 2GN channels and of the norm over E.
 *
 * <p><b>Source:</b> Dao and Gu, "Transformers are SSMs" (2024), and the authors' code (seen). A
 * starts log-uniform between -1 and -16, d at 1, dt log-uniform. As there, {@code a_log}, {@code d}
 * and {@code dt_bias} have no weight decay and {@code out_proj} starts smaller by the root of the
 * number of layers. <b>Deviation:</b> those three learn at half the rate of the other parameters.
 */
final class Mamba2Layer extends SteppableBlock {

    /** The fastest initial decay, per unit of time; the authors'. */
    private static final double FASTEST = 16;

    private final Mamba2Config config;
    private final Parameter input;
    private final ShortConvolution convolution;
    private final Parameter stepBias;
    private final Parameter logA;
    private final Parameter direct;
    private final RmsNorm norm;
    private final Parameter output;

    Mamba2Layer(Mamba2Config config, RandomStreams streams) {
        super(streams);
        this.config = config;
        int size = config.modelSize();
        int channels = config.channels();
        int heads = config.heads();
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        this.input =
                parameter(
                        "in_proj",
                        new Shape(channels + convolved(config) + (long) heads, size),
                        ParameterInit.uniform(1 / Math.sqrt(size)));
        this.convolution =
                child(
                        "convolution",
                        new ShortConvolution(
                                convolved(config), config.taps(), streams.scope("convolution")));
        Shape perHead = new Shape(heads);
        this.stepBias =
                parameter("dt_bias", perHead, Steps.biases(config.dtMin(), config.dtMax()), state);
        this.logA = parameter("a_log", perHead, Steps.logarithms(1, FASTEST), state);
        this.direct = parameter("d", perHead, ParameterInit.constant(1), state);
        this.norm = child("norm", new RmsNorm(channels, streams.scope("norm")));
        this.output =
                parameter(
                        "out_proj",
                        new Shape(size, channels),
                        ParameterInit.uniform(1 / Math.sqrt((double) channels * config.layers())));
    }

    /** Channels of the convolution: x, b and c. */
    private static int convolved(Mamba2Config config) {
        return config.channels() + 2 * config.groups() * config.stateSize();
    }

    /** What is known about such a layer. */
    static Frame.LayerFacts facts(Mamba2Config config) {
        long size = config.modelSize();
        int channels = config.channels();
        long heads = config.heads();
        long states = config.stateSize();
        int convolved = convolved(config);
        long input = size * (channels + convolved + heads);
        return new Frame.LayerFacts(
                channels * states + ShortConvolution.stateSize(convolved, config.taps()),
                input
                        + ShortConvolution.parameters(convolved, config.taps())
                        + 3 * heads
                        + RmsNorm.parameters(channels)
                        + size * channels,
                2 * (input + size * channels)
                        + ShortConvolution.flops(convolved, config.taps())
                        // the recurrence as it is written: decay, what is added, output
                        + channels * (5 * states + 4));
    }

    @Override
    protected NDArray forward(NDArray u, Carry carry, Weights weights) {
        NDManager manager = u.getManager();
        long batch = u.getShape().get(0);
        long length = u.getShape().get(1);
        long channels = config.channels();
        long heads = config.heads();
        long shared = (long) config.groups() * config.stateSize();
        NDList parts =
                Mixer.project(u, weights.of(input))
                        .split(new long[] {channels, channels + convolved(config)}, 2);
        NDList convolved =
                Mixer.silu(convolution.apply(parts.get(1), carry, weights))
                        .split(new long[] {channels, channels + shared}, 2);
        NDArray dt = Activation.softPlus(parts.get(2).add(weights.of(stepBias))); // (B, T, H)
        NDArray x = convolved.get(0).reshape(batch, length, heads, config.headSize());
        Shape perGroup = new Shape(batch, length, config.groups(), config.stateSize());
        NDArray attended =
                DecayedAttention.run(
                        x.mul(dt.expandDims(3)),
                        dt.mul(weights.of(logA, manager).exp().neg()),
                        convolved.get(1).reshape(perGroup),
                        convolved.get(2).reshape(perGroup),
                        carry);
        NDArray y =
                x.mul(weights.of(direct, manager).reshape(heads, 1))
                        .add(attended)
                        .reshape(batch, length, channels);
        return Mixer.project(
                norm.apply(y.mul(Mixer.silu(parts.get(0))), weights), weights.of(output));
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        Shape steps = shapes[0].slice(0, 2);
        convolution.initialize(manager, dataType, steps.add(convolved(config)));
        norm.initialize(manager, dataType, steps.add(config.channels()));
    }
}
