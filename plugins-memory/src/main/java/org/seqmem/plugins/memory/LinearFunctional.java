// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * Targets that are a causal linear functional of the inputs, with noise if asked for.
 *
 * <p><b>Shape:</b> inputs (T, d_in), targets (T, d_out).
 *
 * <p><b>Formula:</b> with the kernels h of {@link KernelMatrix}, of which there is one, rho, for
 * one input and one output, and e_t[o] independent, normal with mean 0,
 *
 * <pre>{@code
 * y_t[o] = sum_{s=0..t} sum_i h[o][i](s) x_{t-s}[i] + e_t[o],   t = 0..T-1
 * Var e_t[o] = noise-ratio (mean over steps and outputs of E y^2 without noise)
 * }</pre>
 *
 * <p>Inputs before time 0 are zero, and no step size multiplies the sum. Computed by FFT: exact up
 * to a few roundings of the largest target. Noise of ratio r leaves every model an error of r / (1
 * + r) at least, and a linear one of the right weights reaches it.
 *
 * <p><b>Source:</b> the linear functionals of arXiv 2506.05678 and of Li, Han, E and Li, "On the
 * curse of memory in recurrent neural networks" (ICLR 2021), in discrete time.
 */
final class LinearFunctional implements Task {

    private final LinearFunctionalConfig config;
    private final SequenceShape shape;
    private final SplitSizes sizes;
    private final InputProcess input;
    private final CausalConvolution convolution;
    private final double noiseVariance;
    private final TaskFacts facts;

    LinearFunctional(LinearFunctionalConfig config) {
        this.config = config;
        int length = config.sequenceLength();
        KernelMatrix matrix = config.matrix();
        double[][][] kernels = matrix.values(length);
        this.shape = new SequenceShape(length, config.inputSize(), config.outputSize());
        this.sizes =
                config.data().sizes(config.trainSize(), config.validationSize(), config.testSize());
        this.input = config.input();
        this.convolution = new CausalConvolution(kernels);
        double[] powerByStep = signalPower(kernels, input);
        double signal = sum(powerByStep) / length;
        this.noiseVariance = config.noiseRatio() * signal;
        Arrays.setAll(powerByStep, t -> powerByStep[t] + noiseVariance);
        double power = signal + noiseVariance;
        this.facts =
                new TaskFacts(
                        OptionalDouble.of(power),
                        Optional.of(matrix.kernel(kernels)),
                        Optional.of(input),
                        OptionalDouble.of(noiseVariance),
                        OptionalDouble.of(1 - constantPower(kernels, input) / power),
                        OptionalDouble.of(noiseVariance / power),
                        Optional.of(powerByStep));
    }

    @Override
    public SequenceShape shape() {
        return shape;
    }

    @Override
    public SplitSizes sizes() {
        return sizes;
    }

    @Override
    public TaskFacts facts() {
        return facts;
    }

    @Override
    public Optional<Task> ofLength(int length) {
        return Optional.of(new LinearFunctional(config.ofLength(length)));
    }

    @Override
    public void draw(RandomStream stream, double[] inputs, double[] targets) {
        input.draw(stream, inputs, shape.inputSize());
        convolution.apply(inputs, targets);
        if (noiseVariance > 0) {
            double deviation = Math.sqrt(noiseVariance);
            for (int i = 0; i < targets.length; i++) {
                targets[i] += deviation * stream.nextGaussian();
            }
        }
    }

    /**
     * The mean of E y_t^2 over outputs. Channels are independent: variances add, and so do means.
     */
    private static double[] signalPower(double[][][] kernels, InputProcess input) {
        double[] power = new double[kernels[0][0].length];
        for (double[][] output : kernels) {
            double[] means = means(output, input);
            for (double[] kernel : output) {
                add(TargetPower.variances(kernel, input), power);
            }
            for (int t = 0; t < power.length; t++) {
                power[t] += means[t] * means[t];
            }
        }
        Arrays.setAll(power, t -> power[t] / kernels.length);
        return power;
    }

    private static void add(double[] values, double[] sums) {
        for (int t = 0; t < sums.length; t++) {
            sums[t] += values[t];
        }
    }

    /** The mean over the outputs of the squared mean over the steps of E y_t. */
    private static double constantPower(double[][][] kernels, InputProcess input) {
        double power = 0;
        for (double[][] output : kernels) {
            double mean = sum(means(output, input)) / output[0].length;
            power += mean * mean / kernels.length;
        }
        return power;
    }

    private static double[] means(double[][] output, InputProcess input) {
        double[] means = new double[output[0].length];
        for (double[] kernel : output) {
            add(TargetPower.means(kernel, input), means);
        }
        return means;
    }

    private static double sum(double[] values) {
        return Arrays.stream(values).sum();
    }
}
