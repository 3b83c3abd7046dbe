// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
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
        SequenceShape shape = task.shape();
        double[] input = new double[shape.length() * shape.inputSize()];
        double[] target = new double[shape.length() * shape.outputSize()];
        Arrays.fill(input, before);
        Arrays.fill(target, before);
        task.draw(RandomStreams.of(SEED).stream("kit", step), input, target);
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

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    private static double[] difference(double[] values, double[] others) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i] - others[i]).toArray();
    }
}
