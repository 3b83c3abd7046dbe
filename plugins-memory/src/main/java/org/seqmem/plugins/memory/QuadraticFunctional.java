// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * Targets that are the product of two causal linear functionals of the inputs: a Volterra
 * functional of second order with a product kernel.
 *
 * <p><b>Shape:</b> inputs (T, 1), targets (T, 1).
 *
 * <p><b>Formula:</b> with rho the first and sigma the second memory function,
 *
 * <pre>{@code
 * a_t = sum_{s<=t} rho(s) x_{t-s},   b_t = sum_{s<=t} sigma(s) x_{t-s}
 * y_t = a_t b_t               not centred
 * y_t = a_t b_t - E a_t b_t   centred
 * }</pre>
 *
 * <p><b>What is known.</b> Let the inputs be Gaussian, A and B the variances of a_t and b_t, K
 * their covariance, m and n their means, all of one step. With a = m + u, b = n + w,
 *
 * <pre>{@code
 * a b = (m n + K) + (m w + n u) + (u w - K)
 * }</pre>
 *
 * <p>is a constant, a linear functional of the inputs, and what is left; the three are
 * uncorrelated, and the last is uncorrelated with every input, since third moments of centred
 * Gaussians vanish. So the best linear model keeps the error
 *
 * <pre>{@code
 * E (u w - K)^2 = A B + K^2
 * }</pre>
 *
 * <p>in each step, whatever its size. In error relative to the target power, for inputs with mean
 * 0: centred, it is 1, that of predict-zero; not centred, (A B + K^2) / (A B + 2 K^2) if that ratio
 * is the same in all steps: 2/3 for a square.
 *
 * <p><b>Source:</b> Isserlis' theorem for the moments.
 */
final class QuadraticFunctional implements Task {

    private final QuadraticFunctionalConfig config;
    private final SequenceShape shape;
    private final SplitSizes sizes;
    private final InputProcess input;
    private final CausalConvolution factors;

    /** What is taken off the product, by step. */
    private final double[] offsets;

    private final TaskFacts facts;

    QuadraticFunctional(QuadraticFunctionalConfig config) {
        this.config = config;
        int length = config.sequenceLength();
        double[] rho = config.memory().values(length);
        double[] sigma = config.secondMemory().orElse(config.memory()).values(length);
        this.shape = new SequenceShape(length, 1, 1);
        this.sizes =
                config.data().sizes(config.trainSize(), config.validationSize(), config.testSize());
        this.input = config.input();
        this.factors = new CausalConvolution(new double[][][] {{rho}, {sigma}});
        Moments moments = Moments.of(rho, sigma, input);
        this.offsets = config.centered() ? moments.constants() : new double[length];
        this.facts = facts(moments, offsets, input);
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
        return Optional.of(new QuadraticFunctional(config.ofLength(length)));
    }

    @Override
    public void draw(RandomStream stream, double[] inputs, double[] targets) {
        input.draw(stream, inputs, 1);
        double[] pairs = new double[2 * targets.length];
        factors.apply(inputs, pairs);
        for (int t = 0; t < targets.length; t++) {
            targets[t] = pairs[2 * t] * pairs[2 * t + 1] - offsets[t];
        }
    }

    private static TaskFacts facts(Moments moments, double[] offsets, InputProcess input) {
        int length = offsets.length;
        double[] powerByStep = new double[length];
        double power = 0;
        double mean = 0;
        double beyondLinear = 0;
        for (int t = 0; t < length; t++) {
            double expected = moments.constants()[t] - offsets[t];
            mean += expected / length;
            beyondLinear += moments.beyondLinear()[t] / length;
            powerByStep[t] = expected * expected + moments.linear()[t] + moments.beyondLinear()[t];
            power += powerByStep[t] / length;
        }
        return new TaskFacts(
                OptionalDouble.of(power),
                Optional.empty(),
                Optional.of(input),
                OptionalDouble.of(0),
                OptionalDouble.of(1 - mean * mean / power),
                OptionalDouble.of(beyondLinear / power),
                Optional.of(powerByStep));
    }

    /**
     * The parts of a_t b_t by step.
     *
     * @param constants E a b
     * @param linear the variance of the linear part
     * @param beyondLinear the variance of what is left
     */
    private record Moments(double[] constants, double[] linear, double[] beyondLinear) {

        static Moments of(double[] rho, double[] sigma, InputProcess input) {
            int length = rho.length;
            double[] both = new double[length];
            for (int lag = 0; lag < length; lag++) {
                both[lag] = rho[lag] + sigma[lag];
            }
            double[] first = TargetPower.variances(rho, input);
            double[] second = TargetPower.variances(sigma, input);
            double[] sum = TargetPower.variances(both, input);
            double[] firstMean = TargetPower.means(rho, input);
            double[] secondMean = TargetPower.means(sigma, input);
            Moments moments =
                    new Moments(new double[length], new double[length], new double[length]);
            for (int t = 0; t < length; t++) {
                double covariance = (sum[t] - first[t] - second[t]) / 2;
                double m = firstMean[t];
                double n = secondMean[t];
                moments.constants[t] = m * n + covariance;
                moments.linear[t] = m * m * second[t] + n * n * first[t] + 2 * m * n * covariance;
                moments.beyondLinear[t] = first[t] * second[t] + covariance * covariance;
            }
            return moments;
        }
    }
}
