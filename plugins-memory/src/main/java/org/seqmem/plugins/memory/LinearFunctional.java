// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.plugins.memory.LinearFunctionalConfig.TrainingSequences;

/**
 * Targets that are a causal linear functional of the inputs.
 *
 * <p><b>Shape:</b> inputs (T, 1), targets (T, 1).
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * y_t = sum_{s=0..t} rho(s) x_{t-s},   t = 0..T-1
 * }</pre>
 *
 * <p>Inputs before time 0 are zero, and no step size multiplies the sum. Computed by FFT: exact up
 * to a few roundings of the largest target.
 *
 * <p><b>Source:</b> the linear functionals of arXiv 2506.05678 and of Li, Han, E and Li, "On the
 * curse of memory in recurrent neural networks" (ICLR 2021), in discrete time.
 */
final class LinearFunctional implements Task {

    private final SequenceShape shape;
    private final SplitSizes sizes;
    private final InputProcess input;
    private final CausalConvolution convolution;
    private final TaskFacts facts;

    LinearFunctional(LinearFunctionalConfig config) {
        int length = config.sequenceLength();
        double[] rho = config.memory().values(length);
        this.shape = new SequenceShape(length, 1, 1);
        this.sizes = new SplitSizes(trainSize(config), config.validationSize(), config.testSize());
        this.input = config.input();
        this.convolution = new CausalConvolution(rho);
        this.facts = facts(rho, config);
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
    public void draw(RandomStream stream, double[] inputs, double[] targets) {
        input.draw(stream, inputs, shape.inputSize());
        convolution.apply(inputs, targets);
    }

    private static TaskFacts facts(double[] rho, LinearFunctionalConfig config) {
        double power = TargetPower.mean(rho, config.input());
        double mean = meanTarget(rho, config.input());
        return new TaskFacts(
                OptionalDouble.of(power),
                Optional.of(kernel(rho, config.memory())),
                Optional.of(config.input()),
                OptionalDouble.of(0),
                OptionalDouble.of(1 - mean * mean / power),
                OptionalDouble.of(0));
    }

    /** The mean of E y_t over the steps: lag s counts in T - s of T of them. */
    private static double meanTarget(double[] rho, InputProcess input) {
        double sum = 0;
        for (int lag = 0; lag < rho.length; lag++) {
            sum += rho[lag] * (rho.length - lag) / rho.length;
        }
        return input.mean() * sum;
    }

    private static OptionalInt trainSize(LinearFunctionalConfig config) {
        return config.data() == TrainingSequences.FRESH
                ? OptionalInt.empty()
                : OptionalInt.of(config.trainSize());
    }

    /** Looks lags within the sequence up: floors ask for each of them many times. */
    private static LinearKernel kernel(double[] rho, MemoryFunction memory) {
        return (output, input, lag) -> lag < rho.length ? rho[lag] : memory.at(lag);
    }
}
