// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.ArrayRealVector;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.RealMatrix;
import org.hipparchus.linear.RealVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.memory.LinearFunctionalConfig.TrainingSequences;
import org.seqmem.testkit.TaskCompatibilityKit;

class QuadraticFunctionalTest extends TaskCompatibilityKit<QuadraticFunctionalConfig> {

    /** A right generator passes for all but one seed in 1.7 million; the seeds are fixed. */
    private static final double STANDARD_ERRORS = 5;

    private static final int SEQUENCES = 20_000;
    private static final int LENGTH = 8;

    private static final MemoryFunction MEMORY = new ExponentialMemory(0.3);
    private static final Optional<MemoryFunction> SAME = Optional.empty();
    private static final Optional<MemoryFunction> OTHER = Optional.of(new ImpulseMemory(2));

    @Override
    protected QuadraticFunctionalPlugin plugin() {
        return new QuadraticFunctionalPlugin();
    }

    @Override
    protected QuadraticFunctionalConfig example() {
        return config(24, new Ar1(0.6, 1.5), OTHER, false);
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("memory");
    }

    @Test
    void isTheSquareOfTheLinearFunctionalLessItsMean() {
        Task quadratic = new QuadraticFunctional(config(32, new WhiteGaussian(2), SAME, true));
        Task linear =
                new LinearFunctional(
                        new LinearFunctionalConfig(
                                32,
                                TrainingSequences.FIXED,
                                100,
                                10,
                                20,
                                new WhiteGaussian(2),
                                MEMORY));
        double[] input = new double[32];
        double[] y = new double[32];
        double[] z = new double[32];
        quadratic.draw(RandomStreams.of(1).stream("x"), input, y);
        linear.draw(RandomStreams.of(1).stream("x"), input, z);

        double[] power = TargetPower.perStep(MEMORY.values(32), new WhiteGaussian(2));
        for (int t = 0; t < 32; t++) {
            assertThat(y[t]).isCloseTo(z[t] * z[t] - power[t], within(1e-12));
        }
        assertThat(quadratic.sizes().train()).isEqualTo(OptionalInt.of(100));
    }

    @Test
    void multipliesTwoMemories() {
        // x_t x_(t-2), of mean 0 and power v^2 from step 2 on
        MemoryFunction now = new ImpulseMemory(0);
        Task task =
                new QuadraticFunctional(
                        new QuadraticFunctionalConfig(
                                8,
                                TrainingSequences.FRESH,
                                1,
                                1,
                                1,
                                new WhiteGaussian(3),
                                now,
                                OTHER,
                                true));
        double[] x = new double[8];
        double[] y = new double[8];
        task.draw(RandomStreams.of(1).stream("x"), x, y);

        for (int t = 0; t < 8; t++) {
            assertThat(y[t]).isCloseTo(t < 2 ? 0 : x[t] * x[t - 2], within(1e-12));
        }
        assertThat(task.facts().targetPower().orElseThrow()).isCloseTo(9 * 6 / 8.0, within(1e-12));
        assertThat(task.sizes().train()).isEmpty();
    }

    /** y = z^2 - E z^2 has E y^2 = 2 (E z^2)^2, and E z^4 = 3 (E z^2)^2. */
    @Test
    void knowsThePowerOfASquare() {
        double[] power = TargetPower.perStep(MEMORY.values(32), new WhiteGaussian(2));
        double fourth = Arrays.stream(power).map(p -> 3 * p * p).average().orElseThrow();
        double mean = Arrays.stream(power).average().orElseThrow();

        Task centered = new QuadraticFunctional(config(32, new WhiteGaussian(2), SAME, true));
        Task plain = new QuadraticFunctional(config(32, new WhiteGaussian(2), SAME, false));

        assertThat(centered.facts().targetPower().orElseThrow())
                .isCloseTo(2 * fourth / 3, within(1e-12 * fourth));
        assertThat(centered.facts().constantError()).hasValue(1);
        assertThat(centered.facts().linearError()).hasValue(1);
        assertThat(plain.facts().targetPower().orElseThrow())
                .isCloseTo(fourth, within(1e-12 * fourth));
        assertThat(plain.facts().linearError().orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(plain.facts().constantError().orElseThrow())
                .isCloseTo(1 - mean * mean / fourth, within(1e-12));
        assertThat(plain.facts().kernel()).isEmpty();
        assertThat(plain.facts().noiseVariance()).hasValue(0);
    }

    static List<QuadraticFunctionalConfig> laws() {
        InputProcess withMean = new Raised(new WhiteGaussian(1));
        return List.of(
                config(LENGTH, new WhiteGaussian(1), SAME, true),
                config(LENGTH, new WhiteGaussian(1), SAME, false),
                config(LENGTH, new Ar1(0.8, 1), OTHER, false),
                config(LENGTH, new CumulativeSum(new WhiteGaussian(0.2)), OTHER, true),
                config(LENGTH, withMean, OTHER, true),
                config(LENGTH, withMean, SAME, false));
    }

    /**
     * Fits, for every step, the best weights of all inputs so far and a constant, and measures the
     * error on new sequences: what is fitted lies above the best by the share of weights, {@value
     * #LENGTH} in {@value #SEQUENCES}, and by no more than chance.
     */
    @ParameterizedTest
    @MethodSource("laws")
    void knowsTheErrorOfTheBestLinearModel(QuadraticFunctionalConfig config) {
        Task task = new QuadraticFunctional(config);
        double exact =
                task.facts().linearError().orElseThrow() * task.facts().targetPower().orElseThrow();
        RealVector[] weights = fit(task);

        double sum = 0;
        double squares = 0;
        double[] input = new double[LENGTH];
        double[] target = new double[LENGTH];
        for (int i = 0; i < SEQUENCES; i++) {
            task.draw(RandomStreams.of(2).stream("test", i), input, target);
            double error = 0;
            for (int t = 0; t < LENGTH; t++) {
                double residual = target[t] - weights[t].dotProduct(features(input, t));
                error += residual * residual / LENGTH;
            }
            sum += error;
            squares += error * error;
        }

        double mean = sum / SEQUENCES;
        double deviation = Math.sqrt(squares / SEQUENCES - mean * mean);
        double chance = STANDARD_ERRORS * deviation / Math.sqrt(SEQUENCES);
        assertThat(mean).isBetween(exact - chance, exact + chance + 0.002 * exact);
    }

    private static RealVector[] fit(Task task) {
        RealMatrix[] gram = new RealMatrix[LENGTH];
        RealVector[] products = new RealVector[LENGTH];
        for (int t = 0; t < LENGTH; t++) {
            gram[t] = new Array2DRowRealMatrix(t + 2, t + 2);
            products[t] = new ArrayRealVector(t + 2);
        }
        double[] input = new double[LENGTH];
        double[] target = new double[LENGTH];
        for (int i = 0; i < SEQUENCES; i++) {
            task.draw(RandomStreams.of(1).stream("train", i), input, target);
            for (int t = 0; t < LENGTH; t++) {
                RealVector features = features(input, t);
                gram[t] = gram[t].add(features.outerProduct(features));
                products[t] = products[t].add(features.mapMultiply(target[t]));
            }
        }
        RealVector[] weights = new RealVector[LENGTH];
        Arrays.setAll(
                weights, t -> new CholeskyDecomposition(gram[t]).getSolver().solve(products[t]));
        return weights;
    }

    /** A constant and the inputs up to a step. */
    private static RealVector features(double[] input, int step) {
        RealVector features = new ArrayRealVector(step + 2);
        features.setEntry(0, 1);
        for (int s = 0; s <= step; s++) {
            features.setEntry(s + 1, input[s]);
        }
        return features;
    }

    @Test
    void rejectsInputsThatAreNotGaussian() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(8, new Rademacher(1), SAME, true))
                .withMessageStartingWith("input must be a Gaussian process");
    }

    @Test
    void rejectsAFactorThatIsZero() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(2, new WhiteGaussian(1), OTHER, true))
                .withMessageStartingWith("the second factor is zero everywhere");
    }

    private static QuadraticFunctionalConfig config(
            int length, InputProcess input, Optional<MemoryFunction> second, boolean centered) {
        return new QuadraticFunctionalConfig(
                length, TrainingSequences.FIXED, 100, 10, 20, input, MEMORY, second, centered);
    }

    /** A process, moved up by one half. */
    private record Raised(InputProcess process) implements InputProcess {

        @Override
        public void draw(RandomStream stream, double[] values, int channels) {
            process.draw(stream, values, channels);
            Arrays.setAll(values, i -> values[i] + 0.5);
        }

        @Override
        public double mean() {
            return process.mean() + 0.5;
        }

        @Override
        public double autocovariance(int lag) {
            return process.autocovariance(lag);
        }

        @Override
        public boolean independent() {
            return process.independent();
        }

        @Override
        public boolean gaussian() {
            return process.gaussian();
        }
    }
}
