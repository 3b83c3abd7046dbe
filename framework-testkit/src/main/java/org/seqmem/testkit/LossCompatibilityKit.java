// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;

/**
 * What every loss must keep.
 *
 * @param <C> the plugin's configuration
 */
public abstract class LossCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<LossPlugin<?>> {

    /** Fixed, so that a failure comes back. */
    private static final long SEED = 17;

    private static final SequenceShape SHAPE = new SequenceShape(8, 1, 2);
    private static final int BATCH = 3;

    /** Distance of the points of a central difference: its error is its square, about 1e-10. */
    private static final double STEP = 1e-5;

    /** Central differences lose half of the 16 digits, the size of the loss another two. */
    private static final double DIFFERENCE_TOLERANCE = 1e-7;

    /** Single precision has 7 digits; sums of some dozens lose one. */
    private static final double SINGLE_TOLERANCE = 1e-5;

    /** Sums in another order. */
    private static final double DOUBLE_TOLERANCE = 1e-13;

    @Override
    protected abstract LossPlugin<C> plugin();

    /** A configuration, for sequences of 8 steps with 2 outputs. */
    protected abstract C example();

    @Override
    final void use() {
        loss(numbers("prediction"), numbers("target"), DataType.FLOAT32);
    }

    @Test
    final void isZeroForThePerfectPredictionAndPositiveForOthers() {
        double[] target = numbers("target");
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            assertThat(loss(target, target, type)).as("loss of the target, %s", type).isZero();
            assertThat(loss(numbers("prediction"), target, type))
                    .as("loss of another prediction, %s", type)
                    .isPositive()
                    .isFinite();
        }
    }

    @Test
    final void isAScalarOfTheTypeOfThePrediction() {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
            try (NDManager manager = NDManager.newBaseManager()) {
                NDArray loss =
                        loss().of(
                                        array(manager, numbers("prediction"), type),
                                        array(manager, numbers("target"), type));
                assertThat(loss.getShape()).as("shape of the loss").isEqualTo(new Shape());
                assertThat(loss.getDataType()).as("type of the loss").isEqualTo(type);
            }
        }
    }

    @Test
    final void isTheSameInBothPrecisionsAndEveryTime() {
        double[] prediction = numbers("prediction");
        double[] target = numbers("target");
        double loss = loss(prediction, target, DataType.FLOAT64);
        assertThat(loss(prediction, target, DataType.FLOAT64)).as("second loss").isEqualTo(loss);
        assertThat(loss(prediction, target, DataType.FLOAT32))
                .as("loss in single precision")
                .isCloseTo(loss, Offset.offset(SINGLE_TOLERANCE * loss));
    }

    @Test
    final void isAMeanOverSequences() {
        double[] prediction = numbers("prediction");
        double[] target = numbers("target");
        double loss = loss(prediction, target, DataType.FLOAT64);
        assertThat(loss(twice(prediction), twice(target), DataType.FLOAT64))
                .as("loss of a batch with every sequence twice")
                .isCloseTo(loss, Offset.offset(DOUBLE_TOLERANCE * loss));
    }

    @Test
    final void hasTheGradientsOfItsValue() {
        double[] prediction = numbers("prediction");
        double[] target = numbers("target");
        double[] gradient;
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray y = array(manager, prediction, DataType.FLOAT64);
            y.setRequiresGradient(true);
            collector.backward(loss().of(y, array(manager, target, DataType.FLOAT64)));
            gradient = y.getGradient().toDoubleArray();
        }
        Loss loss = loss();
        double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
        for (int i = 0; i < prediction.length; i++) {
            double difference =
                    (value(loss, moved(prediction, i, STEP), target, DataType.FLOAT64)
                                    - value(
                                            loss,
                                            moved(prediction, i, -STEP),
                                            target,
                                            DataType.FLOAT64))
                            / (2 * STEP);
            assertThat(gradient[i])
                    .as("derivative by prediction %d", i)
                    .isCloseTo(difference, Offset.offset(DIFFERENCE_TOLERANCE * largest));
        }
    }

    @Test
    final void leavesNothingBesideThePrediction() {
        try (NDManager longer = NDManager.newBaseManager()) {
            NDArray target = array(longer, numbers("target"), DataType.FLOAT32);
            Loss loss = loss();
            int before = longer.getManagedArrays().size();
            try (NDManager step = longer.newSubManager()) {
                loss.of(array(step, numbers("prediction"), DataType.FLOAT32), target);
            }
            assertThat(longer.getManagedArrays())
                    .as("arrays that outlive the prediction")
                    .hasSize(before);
        }
    }

    private Loss loss() {
        return plugin().create(example(), SHAPE);
    }

    private double loss(double[] prediction, double[] target, DataType type) {
        return value(loss(), prediction, target, type);
    }

    private static double value(Loss loss, double[] prediction, double[] target, DataType type) {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray value = loss.of(array(manager, prediction, type), array(manager, target, type));
            return ModelUnderTest.numbers(value)[0];
        }
    }

    private static NDArray array(NDManager manager, double[] values, DataType type) {
        int batch = values.length / SHAPE.length() / SHAPE.outputSize();
        return ModelUnderTest.array(
                manager, values, new Shape(batch, SHAPE.length(), SHAPE.outputSize()), type);
    }

    private static double[] numbers(String name) {
        RandomStream stream = RandomStreams.of(SEED).stream(name);
        double[] values = new double[BATCH * SHAPE.length() * SHAPE.outputSize()];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }

    private static double[] twice(double[] values) {
        double[] twice = Arrays.copyOf(values, 2 * values.length);
        System.arraycopy(values, 0, twice, values.length, values.length);
        return twice;
    }

    private static double[] moved(double[] values, int index, double by) {
        double[] moved = values.clone();
        moved[index] += by;
        return moved;
    }
}
