// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.memory.LinearFunctionalConfig.PairKernel;
import org.seqmem.plugins.memory.LinearFunctionalConfig.TrainingSequences;
import org.seqmem.testkit.TaskCompatibilityKit;

/** The linear functional with channels, kernels of single pairs, noise and a mean, all at once. */
class LinearFunctionalChannelsTest extends TaskCompatibilityKit<LinearFunctionalConfig> {

    private static final MemoryFunction MEMORY = new ExponentialMemory(0.2);
    private static final PairKernel IMPULSE = new PairKernel(1, 0, -0.7, new ImpulseMemory(5));

    @Override
    protected LinearFunctionalPlugin plugin() {
        return new LinearFunctionalPlugin();
    }

    @Override
    protected LinearFunctionalConfig example() {
        return config(3, 2, 1, List.of(IMPULSE), 0.25);
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("memory");
    }

    @Test
    void drawsTheWeightsOfPairsFromTheirSeed() {
        LinearKernel kernel = kernel(config(3, 2, 1, List.of(), 0));

        for (int lag = 0; lag < 40; lag += 13) {
            assertThat(kernel.weight(1, 2, lag))
                    .isCloseTo(kernel.weight(1, 2, 0) * MEMORY.at(lag), within(1e-15));
        }
        assertThat(kernel.weight(0, 0, 0)).isNotEqualTo(kernel.weight(0, 1, 0));
        assertThat(kernel(config(3, 2, 1, List.of(), 0)).weight(1, 2, 0))
                .isEqualTo(kernel.weight(1, 2, 0));
        assertThat(kernel(config(3, 2, 2, List.of(), 0)).weight(1, 2, 0))
                .isNotEqualTo(kernel.weight(1, 2, 0));
    }

    /** 64 pairs, weights of variance 1/8: the sum of squares is 8 on average, off by 1.4. */
    @Test
    void drawsWeightsThatKeepThePowerWhateverTheNumberOfInputs() {
        double squares = 0;
        LinearKernel kernel = kernel(config(8, 8, 1, List.of(), 0));
        for (int output = 0; output < 8; output++) {
            for (int input = 0; input < 8; input++) {
                squares += Math.pow(kernel.weight(output, input, 0), 2);
            }
        }

        assertThat(squares).isCloseTo(8, within(5 * Math.sqrt(2 * 64) / 8));
    }

    @Test
    void replacesThePairsThatKernelsNamesAndNoOther() {
        LinearKernel shared = kernel(config(3, 2, 1, List.of(), 0));
        LinearKernel replaced = kernel(config(3, 2, 1, List.of(IMPULSE), 0));

        assertThat(replaced.weight(1, 0, 5)).isEqualTo(-0.7);
        assertThat(replaced.weight(1, 0, 4)).isZero();
        assertThat(replaced.weight(1, 1, 4)).isEqualTo(shared.weight(1, 1, 4));
        assertThat(replaced.weight(0, 0, 4)).isEqualTo(shared.weight(0, 0, 4));
        assertThat(replaced.weight(1, 1, 1000))
                .isCloseTo(shared.weight(1, 1, 0) * MEMORY.at(1000), within(1e-95));
    }

    @Test
    void keepsThePlainMemoryForASinglePair() {
        LinearKernel kernel = kernel(config(1, 1, 5, List.of(), 0));

        assertThat(kernel.weight(0, 0, 3)).isEqualTo(MEMORY.at(3));
    }

    @Test
    void drawsTheSameSignalWithAndWithoutNoise() {
        Task silent = new LinearFunctional(config(3, 2, 1, List.of(), 0));
        Task noisy = new LinearFunctional(config(3, 2, 1, List.of(), 1e-12));
        double[] input = new double[40 * 3];
        double[] noisyInput = new double[40 * 3];
        double[] target = new double[40 * 2];
        double[] noisyTarget = new double[40 * 2];
        silent.draw(RandomStreams.of(1).stream("x"), input, target);
        noisy.draw(RandomStreams.of(1).stream("x"), noisyInput, noisyTarget);

        assertThat(noisyInput).isEqualTo(input);
        assertThat(noisyTarget).isNotEqualTo(target).containsExactly(target, within(1e-4));
    }

    @Test
    void countsTheNoiseInThePowerAndInTheErrors() {
        Task silent = new LinearFunctional(config(3, 2, 1, List.of(), 0));
        Task noisy = new LinearFunctional(config(3, 2, 1, List.of(), 0.25));
        double signal = silent.facts().targetPower().orElseThrow();

        assertThat(noisy.shape()).isEqualTo(new SequenceShape(40, 3, 2));
        assertThat(noisy.facts().noiseVariance()).hasValue(0.25 * signal);
        assertThat(noisy.facts().targetPower()).hasValue(1.25 * signal);
        assertThat(noisy.facts().linearError().orElseThrow()).isCloseTo(0.2, within(1e-15));
        assertThat(silent.facts().linearError()).hasValue(0);
        double meanShare = 1 - silent.facts().constantError().orElseThrow();
        assertThat(meanShare).isPositive();
        assertThat(noisy.facts().constantError().orElseThrow())
                .isCloseTo(1 - meanShare / 1.25, within(1e-15));
    }

    @Test
    void rejectsAPairThatDoesNotExist() {
        PairKernel output = new PairKernel(2, 0, 1, MEMORY);
        PairKernel input = new PairKernel(0, 3, 1, MEMORY);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(3, 2, 1, List.of(output), 0))
                .withMessage("kernels names output 2, but output-size = 2 and the first is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(3, 2, 1, List.of(input), 0))
                .withMessage("kernels names input 3, but input-size = 3 and the first is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(3, 2, 1, List.of(IMPULSE, IMPULSE), 0))
                .withMessage("kernels gives output 1 and input 0 twice");
    }

    @Test
    void rejectsAnOutputThatDependsOnNothing() {
        List<PairKernel> silent =
                List.of(new PairKernel(1, 0, 0, MEMORY), new PairKernel(1, 1, 0, MEMORY));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> config(2, 2, 1, silent, 0))
                .withMessageStartingWith("output 1 is zero everywhere");
    }

    @Test
    void rejectsMoreKernelsThanFitInMemory() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new LinearFunctionalConfig(
                                        1 << 16,
                                        TrainingSequences.FIXED,
                                        1,
                                        1,
                                        1,
                                        new WhiteGaussian(1),
                                        MEMORY,
                                        10,
                                        10,
                                        1,
                                        List.of(),
                                        0))
                .withMessage(
                        "sequence-length times input-size times output-size must be at most"
                                + " 4194304, not 6553600");
    }

    @Test
    void namesTheLagAtWhichTheMemoryIsUndefined() {
        MemoryFunction undefined =
                FormulaMemory.of(new FormulaMemoryConfig("1 / (s - 3)", List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new LinearFunctionalConfig(
                                        8,
                                        TrainingSequences.FIXED,
                                        1,
                                        1,
                                        1,
                                        new WhiteGaussian(1),
                                        undefined))
                .withMessage(
                        "the memory function is too large or undefined at a lag within"
                                + " sequence-length = 8: at lag 3 it is Infinity");
    }

    private static LinearKernel kernel(LinearFunctionalConfig config) {
        return new LinearFunctional(config).facts().kernel().orElseThrow();
    }

    private static LinearFunctionalConfig config(
            int inputs, int outputs, long seed, List<PairKernel> kernels, double noise) {
        InputProcess withMean = new Uniform(1.0 / 12, false);
        return new LinearFunctionalConfig(
                40,
                TrainingSequences.FIXED,
                100,
                10,
                20,
                withMean,
                MEMORY,
                inputs,
                outputs,
                seed,
                kernels,
                noise);
    }
}
