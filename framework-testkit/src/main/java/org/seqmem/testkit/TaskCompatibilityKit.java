// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;

/**
 * What every task must keep. Facts are verified on draws from a fixed seed; each comparison refuses
 * a right task for one seed in 1.7 million.
 *
 * @param <C> the plugin's configuration
 */
public abstract class TaskCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<TaskPlugin<?>> {

    /** Fixed, so that a failure comes back. */
    private static final long SEED = 13;

    /**
     * Sequences of each split that are compared: of 2^24 equally likely, one pair in 1000 seeds.
     */
    private static final int SPLIT = 64;

    /** Relative to the largest target: transforms and long sums lose a few of 16 digits. */
    private static final double LINEAR_TOLERANCE = 1e-10;

    @Override
    protected abstract TaskPlugin<C> plugin();

    /** A small configuration: some dozens of steps. */
    protected abstract C example();

    /** How many sequences are drawn, at least 1000. */
    protected int sequences() {
        return 4000;
    }

    private record Sequence(double[] input, double[] target) {}

    @Override
    final void use() {
        draw(task(), 0, 0);
    }

    /** The streams of the splits are independent; a task that draws from them is, too. */
    @Test
    final void drawsNoSequenceOfASplitAgain() {
        Set<List<Double>> seen = new HashSet<>();
        RandomStreams streams = RandomStreams.of(SEED);
        for (String split : List.of("data.train", "data.validation", "data.test")) {
            for (int i = 0; i < SPLIT; i++) {
                double[] input = draw(task(), streams.stream(split, i), 0).input();
                assertThat(seen.add(Arrays.stream(input).boxed().toList()))
                        .as("whether sequence %d of %s is one that no split had before", i, split)
                        .isTrue();
            }
        }
    }

    @Test
    final void hasFactsThatDoNotContradictEachOther() {
        TaskFacts facts = task().facts();
        double most = 1;
        for (OptionalDouble error : List.of(facts.constantError(), facts.linearError())) {
            if (error.isPresent()) {
                assertThat(error.getAsDouble())
                        .as("least error of constants, or of linear models which may add one")
                        .isBetween(0.0, most * (1 + LINEAR_TOLERANCE));
                most = error.getAsDouble();
            }
        }
        if (facts.noiseVariance().isPresent() && facts.targetPower().isPresent()) {
            double floor = facts.noiseVariance().getAsDouble() / facts.targetPower().getAsDouble();
            assertThat(floor)
                    .as("the part of the power that no model can know")
                    .isBetween(0.0, most * (1 + LINEAR_TOLERANCE));
            if (facts.kernel().isPresent() && facts.linearError().isPresent()) {
                assertThat(facts.linearError().getAsDouble())
                        .as("least error of linear models, of linear targets with noise")
                        .isCloseTo(floor, Offset.offset(LINEAR_TOLERANCE));
            }
        }
    }

    @Test
    final void isTheSameTaskAtAnotherLength() {
        SequenceShape shape = task().shape();
        for (int length : new int[] {Math.max(1, shape.length() / 2), 2 * shape.length()}) {
            Optional<Task> other = task().ofLength(length);
            assumeThat(other).isPresent();
            assertThat(other.orElseThrow().shape())
                    .as("shape at length %d", length)
                    .isEqualTo(new SequenceShape(length, shape.inputSize(), shape.outputSize()));
            assertThat(other.orElseThrow().facts().kernel().isPresent())
                    .as("whether a kernel is known at length %d", length)
                    .isEqualTo(task().facts().kernel().isPresent());
            task().facts()
                    .kernel()
                    .ifPresent(
                            kernel ->
                                    assertSameKernel(
                                            other.orElseThrow().facts().kernel().orElseThrow(),
                                            kernel,
                                            Math.min(length, shape.length())));
        }
    }

    private void assertSameKernel(LinearKernel actual, LinearKernel expected, int lags) {
        SequenceShape shape = task().shape();
        for (int o = 0; o < shape.outputSize(); o++) {
            for (int i = 0; i < shape.inputSize(); i++) {
                for (int lag = 0; lag < lags; lag++) {
                    assertThat(actual.weight(o, i, lag))
                            .as("weight at lag %d", lag)
                            .isEqualTo(expected.weight(o, i, lag));
                }
            }
        }
    }

    @Test
    final void drawsTheSameSequenceFromTheSameStream() {
        Sequence once = draw(task(), 0, 0);
        Sequence again = draw(task(), 0, Double.NaN);
        assertThat(again.input()).as("second input").isEqualTo(once.input());
        assertThat(again.target()).as("second target").isEqualTo(once.target());
        assertThat(draw(task(), 1, 0).input()).as("other input").isNotEqualTo(once.input());
        assertThat(Arrays.stream(once.input())).as("inputs").allMatch(Double::isFinite);
        assertThat(Arrays.stream(once.target())).as("targets").allMatch(Double::isFinite);
    }

    @Test
    final void drawsASequenceWhateverWasDrawnBeforeItOrBesideIt() {
        Task task = task();
        List<Sequence> inOrder = IntStream.range(0, 64).mapToObj(i -> draw(task, i, 0)).toList();
        List<Sequence> atOnce =
                IntStream.range(0, 64).parallel().mapToObj(i -> draw(task, i, 0)).toList();
        for (int i = 63; i >= 0; i--) {
            Sequence alone = draw(task(), i, 0);
            for (Sequence other : List.of(inOrder.get(i), atOnce.get(i))) {
                assertThat(other.input()).as("input %d", i).isEqualTo(alone.input());
                assertThat(other.target()).as("target %d", i).isEqualTo(alone.target());
            }
        }
    }

    @Test
    final void hasTheTargetPowerThatItsFactsSay() {
        Task task = task();
        assumeThat(task.facts().targetPower()).isPresent();
        double claimed = task.facts().targetPower().orElseThrow();
        assertThat(claimed).as("target power").isPositive().isFinite();
        SampleMean mean = new SampleMean();
        for (int i = 0; i < sequences(); i++) {
            mean.add(meanSquare(draw(task, i, 0).target()));
        }
        mean.assertExpected(claimed, "squared targets");
    }

    @Test
    final void hasThePowerInEveryStepThatItsFactsSay() {
        Task task = task();
        assumeThat(task.facts().powerByStep()).isPresent();
        double[] claimed = task.facts().powerByStep().orElseThrow();
        SampleMean[] means = new SampleMean[task.shape().length()];
        assertThat(claimed).as("power by step").hasSize(means.length);
        Arrays.setAll(means, t -> new SampleMean());
        int outputs = task.shape().outputSize();
        for (int i = 0; i < sequences(); i++) {
            double[] target = draw(task, i, 0).target();
            for (int t = 0; t < means.length; t++) {
                means[t].add(
                        meanSquare(Arrays.copyOfRange(target, t * outputs, (t + 1) * outputs)));
            }
        }
        for (int t = 0; t < means.length; t++) {
            // a step may ask for nothing, and be answered with what rounding leaves of the others
            means[t].assertExpected(claimed[t], largest(claimed), "squared targets of step " + t);
        }
        task.facts()
                .targetPower()
                .ifPresent(
                        power ->
                                assertThat(Arrays.stream(claimed).average().orElseThrow())
                                        .as("mean of the power by step")
                                        .isCloseTo(power, Offset.offset(power * LINEAR_TOLERANCE)));
    }

    @Test
    final void hasTheErrorOfTheBestConstantThatItsFactsSay() {
        Task task = task();
        assumeThat(task.facts().constantError()).isPresent();
        double claimed =
                task.facts().constantError().orElseThrow()
                        * task.facts().targetPower().orElseThrow();
        double[] constants = meanTargets(task);
        SampleMean mean = new SampleMean();
        for (int i = 0; i < sequences(); i++) {
            double[] target = draw(task, sequences() + i, 0).target();
            for (int j = 0; j < target.length; j++) {
                target[j] -= constants[j % constants.length];
            }
            mean.add(meanSquare(target));
        }
        mean.assertExpected(claimed, "squared errors of the best constant");
    }

    @Test
    final void makesTargetsWithTheKernelAndNoiseThatItsFactsSay() {
        Task task = task();
        assumeThat(task.facts().kernel()).isPresent();
        assumeThat(task.facts().noiseVariance()).isPresent();
        LinearKernel kernel = task.facts().kernel().orElseThrow();
        double noise = task.facts().noiseVariance().orElseThrow();
        SampleMean mean = new SampleMean();
        for (int i = 0; i < (noise == 0 ? 16 : sequences()); i++) {
            Sequence sequence = draw(task, i, 0);
            double[] linear = linear(kernel, sequence.input(), task.shape());
            if (noise == 0) {
                assertThat(sequence.target())
                        .as("targets")
                        .containsExactly(linear, Offset.offset(largest(linear) * LINEAR_TOLERANCE));
            }
            mean.add(meanSquare(difference(sequence.target(), linear)));
        }
        if (noise > 0) {
            mean.assertExpected(noise, "squared noise");
        }
    }

    @Test
    final void drawsInputsOfTheLawThatItsFactsSay() {
        Task task = task();
        assumeThat(task.facts().input()).isPresent();
        InputLaw law =
                new InputLaw(
                        task.facts().input().orElseThrow(),
                        IntStream.range(0, sequences())
                                .mapToObj(i -> draw(task, i, 0).input())
                                .toList(),
                        task.shape().inputSize());
        law.assertMean();
        law.assertCovariance(0);
        if (task.shape().length() > 1) {
            law.assertCovariance(1);
        }
        law.assertChannelsApart();
    }

    private Task task() {
        return plugin().create(example());
    }

    private static Sequence draw(Task task, int step, double before) {
        return draw(task, RandomStreams.of(SEED).stream("kit", step), before);
    }

    private static Sequence draw(Task task, RandomStream stream, double before) {
        SequenceShape shape = task.shape();
        double[] input = new double[shape.length() * shape.inputSize()];
        double[] target = new double[shape.length() * shape.outputSize()];
        Arrays.fill(input, before);
        Arrays.fill(target, before);
        task.draw(stream, input, target);
        return new Sequence(input, target);
    }

    /** The mean target of each output. */
    private double[] meanTargets(Task task) {
        double[] means = new double[task.shape().outputSize()];
        for (int i = 0; i < sequences(); i++) {
            double[] target = draw(task, i, 0).target();
            for (int j = 0; j < target.length; j++) {
                means[j % means.length] += target[j] / task.shape().length() / sequences();
            }
        }
        return means;
    }

    private static double[] linear(LinearKernel kernel, double[] input, SequenceShape shape) {
        double[] output = new double[shape.length() * shape.outputSize()];
        for (int t = 0; t < shape.length(); t++) {
            for (int o = 0; o < shape.outputSize(); o++) {
                double sum = 0;
                for (int lag = 0; lag <= t; lag++) {
                    for (int i = 0; i < shape.inputSize(); i++) {
                        sum += kernel.weight(o, i, lag) * input[(t - lag) * shape.inputSize() + i];
                    }
                }
                output[t * shape.outputSize() + o] = sum;
            }
        }
        return output;
    }

    private static double meanSquare(double[] values) {
        return Arrays.stream(values).map(value -> value * value).average().orElseThrow();
    }

    private static double[] difference(double[] values, double[] others) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i] - others[i]).toArray();
    }
}
