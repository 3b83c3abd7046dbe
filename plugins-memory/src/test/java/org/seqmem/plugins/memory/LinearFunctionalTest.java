// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.memory.LinearFunctionalConfig.TrainingSequences;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.TaskCompatibilityKit;

class LinearFunctionalTest extends TaskCompatibilityKit<LinearFunctionalConfig> {

    private static final String FILE = "/vectors/linear-functional.json";

    /** A right generator passes all but one seed in a million; the seeds are fixed. */
    private static final double STANDARD_ERRORS = 4.9;

    private static final int SEQUENCES = 20_000;

    @Override
    protected LinearFunctionalPlugin plugin() {
        return new LinearFunctionalPlugin();
    }

    @Override
    protected LinearFunctionalConfig example() {
        return config(48, new WhiteGaussian(2), new PolynomialMemory(0.5));
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("memory");
    }

    static List<ReferenceVectors.Case> cases() {
        return ReferenceVectors.read(LinearFunctionalTest.class, FILE).cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectorsInBothPrecisions(ReferenceVectors.Case one) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), FILE);
        int length = one.integer("/parameters/T");
        double[] x = one.numbers("/inputs/x");
        double[] expected = one.numbers("/expected/y");
        for (int from = 0; from < x.length; from += length) {
            double[] y = targets(one, Arrays.copyOfRange(x, from, from + length));
            double[] reference = Arrays.copyOfRange(expected, from, from + length);
            file.assertMet(y, reference, DataType.FLOAT64, "y");
            file.assertMet(Singles.of(y), reference, DataType.FLOAT32, "y");
        }
    }

    private static double[] targets(ReferenceVectors.Case one, double[] x) {
        Task task = new LinearFunctional(config(x.length, new Given(x), new Listed(rho(one))));
        double[] input = new double[x.length];
        double[] target = new double[x.length];
        task.draw(RandomStreams.of(0).stream("unused"), input, target);
        return target;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void knowsThePowerOfTheVectors(ReferenceVectors.Case one) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), FILE);
        double variance = one.number("/parameters/input_variance");
        double[] rho = rho(one);
        InputProcess input = new WhiteGaussian(variance);

        file.assertMet(
                TargetPower.perStep(rho, input),
                one.numbers("/expected/target_power_per_step"),
                DataType.FLOAT64,
                "target power per step");
        double power =
                new LinearFunctional(config(rho.length, input, new Listed(rho)))
                        .facts()
                        .targetPower()
                        .orElseThrow();
        file.assertMet(
                new double[] {power},
                new double[] {one.number("/expected/target_power_all_steps")},
                DataType.FLOAT64,
                "target power");
    }

    /** E y_t^2 in single steps, by the variance of the fourth moment of Gaussian targets. */
    @Test
    void drawsTargetsOfTheExactPowerInEveryStep() {
        LinearFunctionalConfig config = config(24, new WhiteGaussian(0.5), new AiryMemory(0.5, 12));
        Task task = new LinearFunctional(config);
        double[] exact = TargetPower.perStep(config.memory().values(24), config.input());
        double[] sums = new double[24];
        double[] input = new double[24];
        double[] target = new double[24];
        RandomStreams.Family streams = RandomStreams.of(5).family("data.test");
        for (int i = 0; i < SEQUENCES; i++) {
            task.draw(streams.at(i), input, target);
            for (int t = 0; t < 24; t++) {
                sums[t] += target[t] * target[t];
            }
        }

        double relative = STANDARD_ERRORS * Math.sqrt(2.0 / SEQUENCES);
        for (int t = 0; t < 24; t++) {
            assertThat(sums[t] / SEQUENCES)
                    .as("power of step %d", t)
                    .isCloseTo(exact[t], within(relative * exact[t]));
        }
    }

    @Test
    void statesItsShapeSizesAndFacts() {
        Task task = new LinearFunctional(example());

        assertThat(task.shape()).isEqualTo(new SequenceShape(48, 1, 1));
        assertThat(task.sizes()).isEqualTo(new SplitSizes(OptionalInt.of(100), 10, 20));
        assertThat(task.facts().input()).contains(new WhiteGaussian(2));
        assertThat(task.facts().noiseVariance()).hasValue(0);
        assertThat(task.facts().constantError()).hasValue(1);
        assertThat(task.facts().linearError()).hasValue(0);
    }

    @Test
    void knowsItsKernelBeyondTheSequence() {
        var kernel = new LinearFunctional(example()).facts().kernel().orElseThrow();

        assertThat(kernel.weight(0, 0, 3)).isEqualTo(0.5);
        assertThat(kernel.weight(0, 0, 99)).isEqualTo(0.1);
    }

    @Test
    void hasNoTrainingSetWhenDataAreFresh() {
        LinearFunctionalConfig fresh =
                new LinearFunctionalConfig(
                        8,
                        TrainingSequences.FRESH,
                        100,
                        10,
                        20,
                        new WhiteGaussian(1),
                        new ImpulseMemory(1));

        assertThat(new LinearFunctional(fresh).sizes().train()).isEmpty();
    }

    /** Inputs 1 + white noise of variance 1 and rho = (1, 1): y is 1 and then 2 in the mean. */
    @Test
    void knowsTheErrorOfTheBestConstantForInputsWithAMean() {
        InputProcess input = new Shifted(new WhiteGaussian(1));

        Task task = new LinearFunctional(config(2, input, new Listed(new double[] {1, 1})));

        double power = ((1 + 1) + (2 + 4)) / 2.0;
        double best = power - 1.5 * 1.5;
        assertThat(task.facts().targetPower()).isEqualTo(OptionalDouble.of(power));
        assertThat(task.facts().constantError().orElseThrow())
                .isCloseTo(best / power, within(1e-15));
    }

    @Test
    void rejectsAnImpulseBeyondTheSequence() {
        assertThat(config(32, new WhiteGaussian(1), new ImpulseMemory(31))).isNotNull();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(32, new WhiteGaussian(1), new ImpulseMemory(32)))
                .withMessage(
                        "the target is zero everywhere: the memory function is 0 at every lag"
                                + " within sequence-length = 32 (an impulse needs a delay below"
                                + " the sequence length)");
    }

    /**
     * The mean power of 10^5 sequences within four standard errors: one seed in 16,000 is refused.
     */
    @Test
    void drawsTargetsOfTheExactMeanPower() {
        int count = 100_000;
        Task task =
                new LinearFunctional(config(12, new WhiteGaussian(0.5), new AiryMemory(0.5, 6)));
        double[] input = new double[12];
        double[] target = new double[12];
        RandomStreams.Family streams = RandomStreams.of(6).family("data.test");
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < count; i++) {
            task.draw(streams.at(i), input, target);
            double power = Arrays.stream(target).map(y -> y * y).average().orElseThrow();
            sum += power;
            squares += power * power;
        }
        double mean = sum / count;
        double standardError = Math.sqrt((squares / count - mean * mean) / count);
        assertThat(mean)
                .isCloseTo(task.facts().targetPower().orElseThrow(), within(4 * standardError));
    }

    @Test
    void rejectsTargetsThatSinglePrecisionCannotSquare() {
        MemoryFunction tiny = new ScaledMemory(new ImpulseMemory(3), 1e-16);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(8, new WhiteGaussian(1), tiny))
                .withMessageStartingWith(
                        "the target has the size 1.0e-16, for inputs of size 1, of which the square"
                                + " leaves the range of single precision");
        MemoryFunction delayed = new DelayedMemory(new ExponentialMemory(1e-3), 7);
        assertThat(config(8, new WhiteGaussian(1), delayed).sequenceLength()).isEqualTo(8);
    }

    /** 2^16 steps, with the exact power of all of them: the longest that is promised to work. */
    @Test
    void drawsLongSequences() {
        int length = 1 << 16;
        Task task =
                new LinearFunctional(config(length, new WhiteGaussian(1), new ImpulseMemory(3)));
        double[] input = new double[length];
        double[] target = new double[length];
        task.draw(RandomStreams.of(5).stream("data.test"), input, target);
        for (int t = 3; t < length; t++) {
            // a transform of 2^17 numbers loses about four of the sixteen digits
            assertThat(target[t]).isCloseTo(input[t - 3], within(1e-10));
        }
        double[] power = task.facts().powerByStep().orElseThrow();
        assertThat(power[2]).isZero();
        assertThat(power[length - 1]).isEqualTo(1);
    }

    @Test
    void rejectsAMemoryFunctionThatIsNotFinite() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                config(
                                        2,
                                        new WhiteGaussian(1),
                                        new Listed(new double[] {1, Double.NaN})))
                .withMessageStartingWith("the memory function is too large or undefined at a lag");
    }

    private static LinearFunctionalConfig config(
            int length, InputProcess input, MemoryFunction memory) {
        return new LinearFunctionalConfig(
                length, TrainingSequences.FIXED, 100, 10, 20, input, memory);
    }

    private static double[] rho(ReferenceVectors.Case one) {
        return one.numbers("/inputs/rho");
    }

    /** Values that are given one by one. */
    private record Listed(double[] rho) implements MemoryFunction {

        @Override
        public double at(int lag) {
            return rho[lag];
        }

        @Override
        public Decay decay() {
            return new Decay.Unclaimed();
        }
    }

    /** Inputs that are given one by one. */
    private record Given(double[] inputs) implements InputProcess {

        @Override
        public void draw(RandomStream stream, double[] values, int channels) {
            System.arraycopy(inputs, 0, values, 0, inputs.length);
        }

        @Override
        public double mean() {
            return 0;
        }

        @Override
        public double autocovariance(int lag) {
            return lag == 0 ? 1 : 0;
        }

        @Override
        public boolean independent() {
            return true;
        }

        @Override
        public boolean gaussian() {
            return false;
        }
    }

    /** A process, moved up by one. */
    private record Shifted(InputProcess process) implements InputProcess {

        @Override
        public void draw(RandomStream stream, double[] values, int channels) {
            process.draw(stream, values, channels);
            Arrays.setAll(values, i -> values[i] + 1);
        }

        @Override
        public double mean() {
            return process.mean() + 1;
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
