// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.Carry;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.SteppableBlock;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.Unrecorded;

/**
 * A dilated convolution over the present and the past.
 *
 * <pre>{@code
 * y_t = bias + sum_{k=0..K-1} W_k x_{t-(K-1-k)d}       (x is 0 before the sequence begins)
 * W = g v / |v|, the norm over inputs and taps of each output        (with weight norm)
 * }</pre>
 *
 * <p><b>Shape:</b> time first, (T, B, in) to (T, B, out), so that a shifted sequence is one
 * contiguous piece and every tap one matrix product; K small products beat a recorded convolution
 * kernel. Parameters {@code weight} (out, in, K), or {@code weight_v} of that shape and {@code
 * weight_g} (out), and {@code bias} (out). The last tap meets the present input.
 *
 * <p><b>Source:</b> Bai, Kolter and Koltun, "An empirical evaluation of generic convolutional and
 * recurrent networks for sequence modeling" (2018); weight norm: Salimans and Kingma (2016).
 * Deviation: weights start uniform on +-1/sqrt(K in), not normal with deviation 0.01, from which
 * regression hardly moves.
 */
final class CausalConvolution extends SteppableBlock {

    private final int outputs;
    private final int taps;
    private final int dilation;
    private final Parameter weight;
    private final Optional<Parameter> gain;
    private final Parameter bias;

    CausalConvolution(
            int inputs,
            int outputs,
            int taps,
            int dilation,
            boolean weightNorm,
            RandomStreams streams) {
        super(streams);
        this.outputs = outputs;
        this.taps = taps;
        this.dilation = dilation;
        ParameterInit init = ParameterInit.uniform(1 / Math.sqrt((double) taps * inputs));
        Shape shape = new Shape(outputs, inputs, taps);
        String name = weightNorm ? "weight_v" : "weight";
        this.weight = parameter(name, shape, init);
        this.gain =
                weightNorm
                        ? Optional.of(
                                parameter(
                                        "weight_g",
                                        new Shape(outputs),
                                        // the norms of v: the weights start as they are without it
                                        (stream, gains) -> norms(init, streams.stream(name), shape),
                                        ParameterGroup.NO_DECAY))
                        : Optional.empty();
        this.bias = parameter("bias", new Shape(outputs), init, ParameterGroup.NO_DECAY);
    }

    /** The number of trainable numbers of such a layer. */
    static long parameters(int inputs, int outputs, int taps, boolean weightNorm) {
        return (long) outputs * inputs * taps + outputs + (weightNorm ? outputs : 0);
    }

    /** The floating-point operations of its products for one time step. */
    static long flops(int inputs, int outputs, int taps) {
        return 2L * outputs * inputs * taps;
    }

    /** How many vectors it carries from step to step: the inputs that a later tap still meets. */
    static long carriedSteps(int taps, int dilation) {
        return (taps - 1L) * dilation;
    }

    /** The parameters for a step whose gradient is computed by hand. */
    TapWeights unrecorded(Weights weights, NDManager manager) {
        return new TapWeights(
                new Unrecorded(weights.of(weight), manager),
                gain.map(g -> new Unrecorded(weights.of(g), manager)),
                new Unrecorded(weights.of(bias), manager));
    }

    @Override
    protected NDArray forward(NDArray x, Carry carry, Weights weights) {
        long length = x.getShape().get(0);
        NDArray tapWeights = weight(weights, x.getManager()).transpose(2, 0, 1); // (K, out, in)
        NDArray y =
                ai.djl.nn.core.Linear.linear(x, tapWeights.get(taps - 1), weights.of(bias))
                        .singletonOrThrow();
        NDArray before = before(x, carry);
        NDArray extended = before.getShape().get(0) > 0 ? before.concat(x, 0) : x;
        long past = extended.getShape().get(0) - length;
        for (int k = 0; k < taps - 1; k++) {
            long start = past - (taps - 1L - k) * dilation;
            // a tap that reaches back beyond the sequence meets zeros only
            if (carry.keeps() || start > past - length) {
                NDArray delayed = extended.get(new NDIndex().addSliceDim(start, start + length));
                y =
                        y.add(
                                ai.djl.nn.core.Linear.linear(delayed, tapWeights.get(k))
                                        .singletonOrThrow());
            }
        }
        if (carry.keeps() && past > 0) {
            carry.keep(
                    extended.get(new NDIndex().addSliceDim(length, past + length)).swapAxes(0, 1));
        }
        return y;
    }

    /** The inputs before x as far as taps reach: (steps, B, in); zeros before the beginning. */
    private NDArray before(NDArray x, Carry carry) {
        long reach = carriedSteps(taps, dilation);
        Optional<NDArray> kept = reach > 0 ? carry.take() : Optional.empty();
        // without steps to come there is no use for more zeros than the sequence is long
        long zeros = carry.keeps() ? reach : Math.min(reach, x.getShape().get(0));
        return kept.map(array -> array.swapAxes(0, 1)).orElseGet(() -> zeros(x, zeros));
    }

    /** The weights that the products use: (out, in, K). */
    private NDArray weight(Weights weights, NDManager manager) {
        NDArray direction = weights.of(weight, manager);
        if (gain.isEmpty()) {
            return direction;
        }
        NDArray norm = direction.square().sum(new int[] {1, 2}, true).sqrt();
        NDArray scale = weights.of(gain.get(), manager).reshape(outputs, 1, 1).div(norm);
        return direction.mul(scale);
    }

    private static NDArray zeros(NDArray x, long steps) {
        Shape shape = new Shape(steps, x.getShape().get(1), x.getShape().get(2));
        return x.getManager().zeros(shape, x.getDataType());
    }

    private static double[] norms(ParameterInit init, RandomStream stream, Shape shape) {
        double[] values = init.values(stream, shape);
        int outputs = Math.toIntExact(shape.get(0));
        int fanIn = values.length / outputs;
        double[] norms = new double[outputs];
        for (int i = 0; i < values.length; i++) {
            norms[i / fanIn] += values[i] * values[i];
        }
        for (int o = 0; o < outputs; o++) {
            norms[o] = Math.sqrt(norms[o]);
        }
        return norms;
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        return new Shape[] {input.slice(0, 2).add(outputs)};
    }
}
