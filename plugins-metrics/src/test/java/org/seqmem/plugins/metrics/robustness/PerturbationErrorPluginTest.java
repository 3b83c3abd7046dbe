// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownTask;

class PerturbationErrorPluginTest {

    /** A dozen operations in double precision. */
    private static final double ROUNDING = 1e-12;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    /** y = (w + v) x with two parameters; targets are 2 x. */
    private final class TwoWeights implements TrainedModel {

        private double sum;

        TwoWeights(double sum) {
            this.sum = sum;
        }

        @Override
        public Task task() {
            return KnownTask.unknown(2);
        }

        @Override
        public ModelFacts facts() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Evaluation test() {
            return new Evaluation(
                    new SequenceShape(2, 1, 1),
                    2,
                    new double[] {1, -2, 3, 0.5},
                    new double[] {2, -4, 6, 1},
                    new double[4]);
        }

        @Override
        public NDArray predict(NDArray x) {
            return x.mul(sum);
        }

        @Override
        public <R> R displaced(Displacement displacement, Supplier<R> work) {
            double before = sum;
            sum += displacement.of("w", 1)[0] + displacement.of("v", 1)[0];
            R result = work.get();
            sum = before;
            return result;
        }

        @Override
        public DataType dataType() {
            return DataType.FLOAT64;
        }

        @Override
        public NDManager manager() {
            return manager;
        }

        @Override
        public RandomStreams streams() {
            return RandomStreams.of(1);
        }
    }

    private Measurement measured(double sum, int repeats, Double... radii) {
        return new PerturbationErrorPlugin()
                .create(new PerturbationErrorConfig(List.of(radii), repeats, 64))
                .measure(new TwoWeights(sum));
    }

    private static double[] errors(Measurement found) {
        return found.curves().getOrDefault("perturbation-error", new double[0]);
    }

    @Test
    void isTheLargestErrorThatChangesOfEachSizeMake() {
        // both weights move by the radius, in the same or in opposite directions: 20 tries find
        // both
        Measurement found = measured(2, 20, 0.1, 0.5);
        double[] errors = errors(found);
        assertThat(errors[0]).isZero();
        assertThat(errors[1]).isCloseTo(Math.pow(0.2 / 2, 2), within(ROUNDING));
        assertThat(errors[2]).isCloseTo(Math.pow(1.0 / 2, 2), within(ROUNDING));
        assertThat(found.curves().get("radii")).containsExactly(0, 0.1, 0.5);
        assertThat(found.values())
                .containsEntry("unperturbed", errors[0])
                .containsEntry("at-smallest-radius", errors[1])
                .containsEntry("at-largest-radius", errors[2]);
    }

    @Test
    void neverFallsEvenWhereAChangeMendsTheModel() {
        double[] errors = errors(measured(1.5, 1, 0.1, 0.25));
        assertThat(errors[1]).isGreaterThanOrEqualTo(errors[0]);
        assertThat(errors[2]).isGreaterThanOrEqualTo(errors[1]);
    }

    @Test
    void leavesTheModelAsItWas() {
        TwoWeights model = new TwoWeights(1.5);
        new PerturbationErrorPlugin()
                .create(new PerturbationErrorConfig(List.of(0.5), 3, 1))
                .measure(model);
        assertThat(model.sum).isEqualTo(1.5);
    }

    @Test
    void rejectsRadiiThatDoNotAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerturbationErrorConfig(List.of(0.2, 0.1), 1, 1))
                .withMessageContaining("must ascend");
    }
}
