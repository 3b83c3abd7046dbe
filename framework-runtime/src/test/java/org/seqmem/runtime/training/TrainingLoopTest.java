// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.training.AffineModelPlugin.Fault;

class TrainingLoopTest {

    /** 300 steps of a contraction with a factor of about 0.5 end at rounding. */
    private static final Offset<Double> CONVERGED = Offset.offset(1e-12);

    private final RandomStreams streams = RandomStreams.of(7);
    private final List<TrainingListener.Point> points = new ArrayList<>();
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void fitsTheLeastSquaresLineOfTheTrainingSet() {
        Use<TaskPlugin<?>> task = LineTaskPlugin.use(64);
        Split set = Split.draw(TaskPlugin.open(task), streams.family("data.train"), 0, 64);
        double[] line = leastSquares(set.inputs(), set.targets());

        double[] trained =
                train(Trainings.descent(300, 64, 0.1), task, AffineModelPlugin.use(Fault.NONE));

        assertThat(trained[0]).isCloseTo(line[0], CONVERGED);
        assertThat(trained[1]).isCloseTo(line[1], CONVERGED);
    }

    @Test
    void endsOnTheSameBitsTwice() {
        for (Use<ModelPlugin<?>> model :
                List.of(AffineModelPlugin.use(Fault.NONE), AffineModelPlugin.withDropout(0.5))) {
            TrainingConfig config = Trainings.adam(40, 8, Precision.FLOAT32);

            double[] once = train(config, LineTaskPlugin.use(30), model);
            double[] again = train(config, LineTaskPlugin.use(30), model);

            assertThat(again).isEqualTo(once);
        }
    }

    @Test
    void anotherSeedTrainsAnotherModel() {
        TrainingConfig config = Trainings.adam(5, 8, Precision.FLOAT64);
        Use<ModelPlugin<?>> model = AffineModelPlugin.use(Fault.NONE);

        double first = train(config, LineTaskPlugin.use(0), model, 1)[0];
        double second = train(config, LineTaskPlugin.use(0), model, 2)[0];

        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void learnsFromFreshSequences() {
        train(
                Trainings.adam(300, 16, Precision.FLOAT32),
                LineTaskPlugin.use(0),
                AffineModelPlugin.use(Fault.NONE));

        // the noise, of variance 0.01, over a target power of 5.01
        assertThat(lastNmse()).isBetween(0.001, 0.004);
    }

    @Test
    void keepsNoArraysFromStepToStep() {
        for (int trainSize : new int[] {0, 20}) {
            List<Integer> counts = new ArrayList<>();
            TrainableModel model = model(LineTaskPlugin.use(trainSize), Precision.FLOAT32);
            TrainingLoop loop =
                    loop(
                            Trainings.adam(400, 8, Precision.FLOAT32),
                            model,
                            LineTaskPlugin.use(trainSize));

            loop.run(point -> counts.add(arraysOfTheProcess()), Checkpoints.NONE, () -> false);

            assertThat(counts).hasSizeGreaterThan(30);
            assertThat(counts.subList(5, counts.size())).containsOnly(counts.get(5));
        }
    }

    @Test
    void readsTheLossRegularlyAndValidatesWhenAsked() {
        train(
                Trainings.adam(57, 8, Precision.FLOAT32),
                LineTaskPlugin.use(0),
                AffineModelPlugin.use(Fault.NONE));

        assertThat(points)
                .extracting(TrainingListener.Point::step)
                .containsExactly(10L, 20L, 25L, 30L, 40L, 50L, 57L);
        assertThat(points)
                .filteredOn(point -> point.validationNmse().isPresent())
                .extracting(TrainingListener.Point::step)
                .containsExactly(10L, 20L, 30L, 40L, 50L, 57L);
    }

    @Test
    void followsTheSchedule() {
        TrainingConfig config =
                Trainings.scheduled(
                        Trainings.adam(20, 8, Precision.FLOAT64),
                        new StepSchedulePlugin().create(new StepScheduleConfig(0.5, 15)));

        train(config, LineTaskPlugin.use(0), AffineModelPlugin.use(Fault.NONE));

        assertThat(points).extracting(TrainingListener.Point::rate).containsExactly(0.05, 0.025);
    }

    @Test
    void endsWhenTheErrorReachesItsTarget() {
        TrainingEnd end = run(Trainings.stopping(1000, new TrainingConfig.Stop(0.5, 0, 0, 1e6)));

        assertThat(end.reason()).isEqualTo(TrainingEnd.Reason.TARGET_REACHED);
        assertThat(end.steps()).isLessThan(1000);
        assertThat(end.validation().orElseThrow().nmse()).isLessThanOrEqualTo(0.5);
        assertThat(end.message()).get().asString().contains("the target is 0.500");
    }

    @Test
    void endsWhenTheErrorStopsFalling() {
        // 99 % better in ten steps is more than the model can do
        TrainingEnd end = run(Trainings.stopping(1000, new TrainingConfig.Stop(0, 2, 0.99, 1e6)));

        assertThat(end.reason()).isEqualTo(TrainingEnd.Reason.NO_PROGRESS);
        assertThat(end.steps()).isEqualTo(30);
        assertThat(end.message())
                .contains("stopped at step 30: no progress in the last 2 validations");
    }

    @Test
    void callsAnExplodingTrainingDiverged() {
        TrainingEnd end = run(Trainings.descent(1000, 8, 1e3));

        assertThat(end.reason()).isEqualTo(TrainingEnd.Reason.DIVERGED);
        assertThat(end.steps()).isEqualTo(10);
        assertThat(end.message()).get().asString().contains("training loss").contains("step 10");
    }

    @Test
    void callsALossThatIsNotANumberDiverged() {
        TrainableModel model =
                model(
                        LineTaskPlugin.use(0),
                        AffineModelPlugin.use(Fault.NOT_A_NUMBER),
                        Precision.FLOAT32,
                        streams);
        TrainingConfig config = Trainings.adam(100, 8, Precision.FLOAT32);

        TrainingEnd end =
                loop(config, model, LineTaskPlugin.use(0))
                        .run(points::add, Checkpoints.NONE, () -> false);

        assertThat(end.reason()).isEqualTo(TrainingEnd.Reason.DIVERGED);
        assertThat(end.message()).get().asString().contains("NaN");
    }

    @Test
    void endsWhenAskedTo() {
        AtomicInteger asked = new AtomicInteger();
        TrainableModel model = model(LineTaskPlugin.use(0), Precision.FLOAT64);
        TrainingLoop loop =
                loop(Trainings.adam(100, 8, Precision.FLOAT64), model, LineTaskPlugin.use(0));

        TrainingEnd end =
                loop.run(points::add, Checkpoints.NONE, () -> asked.incrementAndGet() > 12);

        assertThat(end.reason()).isEqualTo(TrainingEnd.Reason.STOPPED);
        assertThat(end.steps()).isEqualTo(12);
        assertThat(end.loss()).isEqualTo(OptionalDouble.of(points.get(0).loss()));
    }

    @Test
    void trainsOnAThreadThatDidNotLoadTheEngine() throws InterruptedException {
        double[] elsewhere = new double[2];
        TrainingConfig config = Trainings.adam(30, 8, Precision.FLOAT64);
        Use<ModelPlugin<?>> affine = AffineModelPlugin.use(Fault.NONE);
        Thread thread =
                new Thread(
                        () ->
                                System.arraycopy(
                                        train(config, LineTaskPlugin.use(0), affine),
                                        0,
                                        elsewhere,
                                        0,
                                        2));

        thread.start();
        thread.join();

        assertThat(elsewhere).isEqualTo(train(config, LineTaskPlugin.use(0), affine));
    }

    @Test
    void refusesATaskWithoutTargets() {
        TrainableModel model = model(LineTaskPlugin.silent(), Precision.FLOAT32);
        TrainingConfig config = Trainings.adam(10, 8, Precision.FLOAT32);

        assertThatThrownBy(() -> loop(config, model, LineTaskPlugin.silent()))
                .isInstanceOfSatisfying(
                        SeqmemException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIG))
                .hasMessageContaining("power of the validation targets is 0.0");
    }

    private TrainingEnd run(TrainingConfig config) {
        TrainableModel model = model(LineTaskPlugin.use(0), Precision.FLOAT64);
        return loop(config, model, LineTaskPlugin.use(0))
                .run(points::add, Checkpoints.NONE, () -> false);
    }

    /** The weight and the bias at the end. */
    private double[] train(
            TrainingConfig config, Use<TaskPlugin<?>> task, Use<ModelPlugin<?>> use) {
        return train(config, task, use, 7);
    }

    private double[] train(
            TrainingConfig config, Use<TaskPlugin<?>> task, Use<ModelPlugin<?>> use, long seed) {
        RandomStreams own = RandomStreams.of(seed);
        TrainableModel model = model(task, use, config.precision(), own);
        new TrainingLoop(config, model, new TaskData(task, own), manager, own)
                .run(points::add, Checkpoints.NONE, () -> false);
        assertThat(model.arrays().keySet()).containsExactly("readout.weight", "readout.bias");
        return model.arrays().values().stream()
                .flatMapToDouble(array -> Arrays.stream(DataTypes.values(array)))
                .toArray();
    }

    private TrainableModel model(Use<TaskPlugin<?>> task, Precision precision) {
        return model(task, AffineModelPlugin.use(Fault.NONE), precision, streams);
    }

    private TrainableModel model(
            Use<TaskPlugin<?>> task,
            Use<ModelPlugin<?>> use,
            Precision precision,
            RandomStreams own) {
        return TrainableModel.create(use, TaskPlugin.open(task).shape(), precision, manager, own);
    }

    private TrainingLoop loop(
            TrainingConfig config, TrainableModel model, Use<TaskPlugin<?>> task) {
        return new TrainingLoop(config, model, new TaskData(task, streams), manager, streams);
    }

    private double lastNmse() {
        return points.get(points.size() - 1).validationNmse().orElseThrow();
    }

    private int arraysOfTheProcess() {
        int own = manager.getManagedArrays().size();
        List<NDArray> system = manager.getParentManager().getManagedArrays();
        return own + system.size();
    }

    private static double[] leastSquares(double[] x, double[] y) {
        double meanX = 0;
        double meanY = 0;
        for (int i = 0; i < x.length; i++) {
            meanX += x[i] / x.length;
            meanY += y[i] / x.length;
        }
        double covariance = 0;
        double variance = 0;
        for (int i = 0; i < x.length; i++) {
            covariance += (x[i] - meanX) * (y[i] - meanY);
            variance += (x[i] - meanX) * (x[i] - meanX);
        }
        double slope = covariance / variance;
        return new double[] {slope, meanY - slope * meanX};
    }
}
