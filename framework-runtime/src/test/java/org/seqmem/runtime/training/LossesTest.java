// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.runtime.training.StepLossConfig.Counted;

class LossesTest {

    /** A dozen operations in single precision on numbers of order 1. */
    private static final double ROUNDING = 1e-6;

    private static final int LENGTH = 4;
    private static final SequenceShape SHAPE = new SequenceShape(LENGTH, 1, 1);

    /** Two sequences of four steps. */
    private static final double[] ERRORS = {0.5, -1, 2, 3, -0.25, 0, 1.5, -4};

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private enum Penalty {
        MSE {
            @Override
            Loss loss(StepLossConfig config) {
                return new MseLossPlugin().create(config, SHAPE);
            }

            @Override
            double of(double error) {
                return error * error;
            }

            @Override
            double slope(double error) {
                return 2 * error;
            }
        },
        MAE {
            @Override
            Loss loss(StepLossConfig config) {
                return new MaeLossPlugin().create(config, SHAPE);
            }

            @Override
            double of(double error) {
                return Math.abs(error);
            }

            @Override
            double slope(double error) {
                return Math.signum(error);
            }
        },
        HUBER {
            @Override
            Loss loss(StepLossConfig config) {
                return new HuberLossPlugin()
                        .create(
                                new HuberLossConfig(1.25, config.steps(), config.timePower()),
                                SHAPE);
            }

            @Override
            double of(double error) {
                double size = Math.abs(error);
                return size <= 1.25 ? error * error / 2 : 1.25 * (size - 1.25 / 2);
            }

            @Override
            double slope(double error) {
                return Math.max(-1.25, Math.min(1.25, error));
            }
        };

        abstract Loss loss(StepLossConfig config);

        abstract double of(double error);

        abstract double slope(double error);
    }

    @ParameterizedTest
    @EnumSource
    void areMeansOverSequencesStepsAndOutputs(Penalty penalty) {
        assertMet(penalty, StepLossConfig.ALL, new double[] {1, 1, 1, 1});
    }

    @ParameterizedTest
    @EnumSource
    void canCountTheLastStepsAlone(Penalty penalty) {
        assertMet(penalty, new StepLossConfig(Counted.LAST, 0), new double[] {0, 0, 0, 4});
        assertMet(penalty, new StepLossConfig(Counted.LAST_QUARTER, 0), new double[] {0, 0, 0, 4});
    }

    @ParameterizedTest
    @EnumSource
    void canWeighStepsByAPowerOfTime(Penalty penalty) {
        double mean = (1 + 4 + 9 + 16) / 4.0;
        assertMet(
                penalty,
                new StepLossConfig(Counted.ALL, 2),
                new double[] {1 / mean, 4 / mean, 9 / mean, 16 / mean});
    }

    @Test
    void weighOnlyTheStepsThatCount() {
        SequenceShape eight = new SequenceShape(8, 1, 1);
        Loss loss = new MseLossPlugin().create(new StepLossConfig(Counted.LAST_QUARTER, 1), eight);
        NDArray target = manager.zeros(new Shape(1, 8, 1));
        NDArray prediction =
                manager.create(new float[] {9, 9, 9, 9, 9, 9, 1, 2}, new Shape(1, 8, 1));
        // steps 7 and 8 count 7 and 8 parts of 15
        assertThat((double) loss.of(prediction, target).getFloat())
                .isCloseTo((7 * 1 + 8 * 4) / 15.0, within(ROUNDING));
    }

    private void assertMet(Penalty penalty, StepLossConfig config, double[] weights) {
        double value = 0;
        double[] slopes = new double[ERRORS.length];
        for (int i = 0; i < ERRORS.length; i++) {
            value += weights[i % LENGTH] * penalty.of(ERRORS[i]) / ERRORS.length;
            slopes[i] = weights[i % LENGTH] * penalty.slope(ERRORS[i]) / ERRORS.length;
        }
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            NDArray prediction = DataTypes.array(manager, ERRORS, new Shape(2, LENGTH, 1), type);
            prediction.setRequiresGradient(true);
            NDArray target = prediction.zerosLike();
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray loss = penalty.loss(config).of(prediction, target);
                assertThat(DataTypes.scalar(loss))
                        .as("%s", type)
                        .isCloseTo(value, within(ROUNDING));
                collector.backward(loss);
            }
            double[] gradient = DataTypes.values(prediction.getGradient());
            assertThat(gradient).as("%s", type).containsExactly(slopes, within(ROUNDING));
        }
    }
}
