// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.SelectiveScan;
import org.seqmem.plugins.models.layers.ShortConvolution;

/**
 * The mixer of Mamba: a selective state space between a short convolution and a gate.
 *
 * <pre>{@code
 * (x, z) = in_proj u                        x = silu(convolution(x))
 * (delta, b, c) = x_proj x                  dt = softplus(dt_proj delta + dt_bias)
 * h_t = exp(dt_t A) h_{t-1} + dt_t x_t b_t  A = -exp(a_log)
 * y = out_proj((h c + d x) silu(z))
 * }</pre>
 *
 * <p>Time steps are positive and A negative whatever the parameters, so the state stays bounded.
 *
 * <p><b>Shape:</b> (B, T, D) to the same; E = expand D channels, N states each, dt of rank R =
 * ceil(D / 16). Parameters {@code in_proj} (2E, D), {@code x_proj} (R + 2N, E), {@code dt_proj} (E,
 * R), {@code dt_bias}, {@code d} (E), {@code a_log} (E, N), {@code out_proj} (D, E) and those of
 * the convolution.
 *
 * <p><b>Source:</b> Gu and Dao, "Mamba: linear-time sequence modeling with selective state spaces"
 * (2023), and the authors' code (seen). A starts at -1 .. -N, d at 1, dt log-uniform. As there,
 * {@code a_log}, {@code d} and {@code dt_bias} have no weight decay and {@code out_proj} starts
 * smaller by the root of the number of layers. <b>Deviation:</b> those three learn at half the rate
 * of the other parameters.
 */
final class MambaLayer extends SteppableBlock {

    /**
     * The largest B T E that is calculated by hand. At 2^14, 2^17 and 2^18 a step then takes 0.6,
     * 0.5 and 0.7 of the time of a recorded one, at 2^19 1.1: its arrays leave the cache.
     */
    private static final long LARGEST_BY_HAND = 1 << 18;

    private final int channels;
    private final int rank;
    private final int states;
    private final Parameter input;
    private final ShortConvolution convolution;
    private final Parameter selection;
    private final Parameter step;
    private final Parameter stepBias;
    private final Parameter logA;
    private final Parameter direct;
    private final Parameter output;

    MambaLayer(MambaConfig config, RandomStreams streams) {
        super(streams);
        int size = config.modelSize();
        this.channels = config.channels();
        this.rank = config.stepRank();
        this.states = config.stateSize();
        ParameterGroup state = new ParameterGroup(config.stateRateFactor(), false);
        this.input =
                parameter(
                        "in_proj",
                        new Shape(2L * channels, size),
                        ParameterInit.uniform(1 / Math.sqrt(size)));
        this.convolution =
                child(
                        "convolution",
                        new ShortConvolution(
                                channels, config.taps(), streams.scope("convolution")));
        this.selection =
                parameter(
                        "x_proj",
                        new Shape(rank + 2L * states, channels),
                        ParameterInit.uniform(1 / Math.sqrt(channels)));
        this.step =
                parameter(
                        "dt_proj",
                        new Shape(channels, rank),
                        ParameterInit.uniform(1 / Math.sqrt(rank)));
        this.stepBias =
                parameter(
                        "dt_bias",
                        new Shape(channels),
                        Steps.biases(config.dtMin(), config.dtMax()),
                        state);
        this.logA =
                parameter(
                        "a_log",
                        new Shape(channels, states),
                        (stream, shape) -> logarithms(channels, states),
                        state);
        this.direct = parameter("d", new Shape(channels), ParameterInit.constant(1), state);
        this.output =
                parameter(
                        "out_proj",
                        new Shape(size, channels),
                        ParameterInit.uniform(1 / Math.sqrt((double) channels * config.layers())));
    }

    /** What is known about such a layer. */
    static Frame.LayerFacts facts(MambaConfig config) {
        long size = config.modelSize();
        int channels = config.channels();
        long rank = config.stepRank();
        long states = config.stateSize();
        long selection = channels * (rank + 2 * states);
        return new Frame.LayerFacts(
                channels * states + ShortConvolution.stateSize(channels, config.taps()),
                3 * size * channels
                        + ShortConvolution.parameters(channels, config.taps())
                        + selection
                        + channels * rank
                        + channels * (states + 2),
                2 * (3 * size * channels + selection + channels * rank)
                        + ShortConvolution.flops(channels, config.taps())
                        // exponent, decay, what is added, state and output; gate and direct path
                        + channels * (7 * states + 4));
    }

    /** What this mixer is made of in a calculation by hand, where that is the faster one. */
    Optional<UnrecordedLayer.Parts> unrecorded(Weights weights, int batch, int length) {
        if ((long) batch * length * channels > LARGEST_BY_HAND) {
            return Optional.empty();
        }
        return Optional.of(
                new UnrecordedMamba.Parts(
                        rank,
                        states,
                        weights.of(input),
                        convolution.ofColumns(weights, batch),
                        weights.of(selection),
                        weights.of(step),
                        weights.of(stepBias),
                        weights.of(logA),
                        weights.of(direct),
                        weights.of(output)));
    }

    @Override
    protected NDArray forward(NDArray u, Carry carry, Weights weights) {
        NDManager manager = u.getManager();
        NDList parts = Mixer.project(u, weights.of(input)).split(2, 2); // (B, T, E) each
        NDArray x = Mixer.silu(convolution.apply(parts.get(0), carry, weights));
        NDList selected =
                Mixer.project(x, weights.of(selection)).split(new long[] {rank, rank + states}, 2);
        NDArray dt =
                Activation.softPlus(
                        Mixer.project(selected.get(0), weights.of(step)).add(weights.of(stepBias)));
        NDArray scanned =
                SelectiveScan.run(
                        x,
                        dt,
                        weights.of(logA, manager).exp().neg(),
                        selected.get(1),
                        selected.get(2),
                        carry);
        NDArray y = x.mul(weights.of(direct)).add(scanned).mul(Mixer.silu(parts.get(1)));
        return Mixer.project(y, weights.of(output));
    }

    /** log 1 .. log N for every channel. */
    private static double[] logarithms(int channels, int states) {
        double[] values = new double[channels * states];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.log(1 + i % states);
        }
        return values;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        return inputShapes;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType dataType, Shape... shapes) {
        convolution.initialize(manager, dataType, shapes[0].slice(0, 2).add(channels));
    }
}
