// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * What every reference must keep. A floor is held against models of known errors: none that it
 * binds may lie below it.
 *
 * @param <C> the plugin's configuration
 */
public abstract class ReferenceCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<ReferencePlugin<?>> {

    private static final int LENGTH = 16;

    /** A memory of four lags, the last of them negative. */
    private static final double[] KERNEL = {1, 0.5, 0.25, -0.5};

    /** Floors are sums of eigenvalues of order one, good to 16 digits, and errors sums too. */
    private static final double ROUNDING = 1e-10;

    private static final List<StepWeights> STEPS =
            List.of(
                    StepWeights.ALL,
                    StepWeights.lastQuarter(LENGTH),
                    StepWeights.last(LENGTH),
                    new StepWeights(0, 2));

    @Override
    protected abstract ReferencePlugin<C> plugin();

    /** A configuration. */
    protected abstract C example();

    @Override
    final void use() {
        for (StepWeights steps : STEPS) {
            reference().line(context(perfect(), steps));
        }
    }

    @Test
    final void givesTheSameLineEveryTime() {
        Reference reference = reference();
        for (StepWeights steps : STEPS) {
            ReferenceContext context = context(perfect(), steps);
            Optional<ReferenceLine> line = reference.line(context);
            reference.line(context(new double[] {1}, steps));
            assertThat(reference.line(context)).as("second line").isEqualTo(line);
            assertThat(reference().line(context)).as("line of another instance").isEqualTo(line);
        }
    }

    @Test
    final void givesErrorsThatAreNumbers() {
        for (StepWeights steps : STEPS) {
            for (int lags = 1; lags <= KERNEL.length; lags++) {
                ReferenceContext context = context(Arrays.copyOf(KERNEL, lags), steps);
                for (ReferenceContext asked :
                        List.of(context, context.startingFrom(new double[LENGTH]))) {
                    reference()
                            .line(asked)
                            .ifPresent(
                                    line ->
                                            assertThat(line.nmse())
                                                    .as("%s", line.role())
                                                    .isNotNegative()
                                                    .isFinite());
                }
            }
        }
    }

    @Test
    final void isNoFloorThatAModelLiesUnder() {
        double[] nothing = new double[KERNEL.length];
        for (StepWeights steps : STEPS) {
            for (int lags = 1; lags <= KERNEL.length; lags++) {
                double[] best = Arrays.copyOf(KERNEL, lags);
                assertNotUnderFloor(best, steps);
            }
            assertNotUnderFloor(nothing, steps);
        }
    }

    private void assertNotUnderFloor(double[] weights, StepWeights steps) {
        reference()
                .line(context(weights, steps))
                .filter(line -> line.role() == ReferenceLine.Role.FLOOR)
                .ifPresent(
                        line ->
                                assertThat(line.nmse())
                                        .as(
                                                "floor of a model with the weights %s by lag, %s",
                                                Arrays.toString(weights), steps)
                                        .isLessThanOrEqualTo(error(weights, steps) + ROUNDING));
    }

    /** What cannot be known is not said, and is no reason to fail. */
    @Test
    final void isQuietWhereNothingIsKnown() {
        ModelFacts anything =
                new ModelFacts(Set.of(), OptionalLong.empty(), OptionalInt.empty(), 1, 1);
        for (StepWeights steps : STEPS) {
            ReferenceContext context =
                    new ReferenceContext(new UnknownTask(), anything, steps, Optional.empty());
            assertThatCode(() -> reference().line(context))
                    .as("line of a task of which nothing is known")
                    .doesNotThrowAnyException();
            assertThat(reference().line(context).map(ReferenceLine::role))
                    .as("line of a task of which nothing is known")
                    .isNotEqualTo(Optional.of(ReferenceLine.Role.FLOOR));
        }
    }

    private Reference reference() {
        return plugin().create(example());
    }

    private static double[] perfect() {
        return KERNEL.clone();
    }

    private static ReferenceContext context(double[] weights, StepWeights steps) {
        try (KnownModel model = new KnownModel(LENGTH, KERNEL, weights)) {
            return new ReferenceContext(model.task(), model.facts(), steps, Optional.empty());
        }
    }

    /** Inputs are white: the error is the energy of the weights that are off, of those at hand. */
    private static double error(double[] weights, StepWeights steps) {
        double[] counts = steps.values(LENGTH);
        double error = 0;
        double power = 0;
        for (int t = 0; t < LENGTH; t++) {
            for (int lag = 0; lag <= Math.min(t, KERNEL.length - 1); lag++) {
                double miss = KERNEL[lag] - (lag < weights.length ? weights[lag] : 0);
                error += counts[t] * miss * miss;
                power += counts[t] * KERNEL[lag] * KERNEL[lag];
            }
        }
        return error / power;
    }

    private record UnknownTask() implements Task {

        @Override
        public SequenceShape shape() {
            return new SequenceShape(LENGTH, 1, 1);
        }

        @Override
        public SplitSizes sizes() {
            return new SplitSizes(OptionalInt.empty(), 1, 1);
        }

        @Override
        public TaskFacts facts() {
            return TaskFacts.unknown();
        }

        @Override
        public void draw(RandomStream stream, double[] input, double[] target) {
            Arrays.setAll(input, i -> stream.nextGaussian());
            Arrays.setAll(target, i -> Math.tanh(input[i]));
        }
    }
}
