// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.training.AffineModelPlugin;
import org.seqmem.runtime.training.AffineModelPlugin.Fault;
import org.seqmem.runtime.training.LineTaskPlugin;
import org.seqmem.runtime.training.Precision;
import org.seqmem.runtime.training.SafetensorsFile;
import org.seqmem.runtime.training.TrainingConfig;
import org.seqmem.runtime.training.Trainings;

class TrialRunnerTest {

    private static final TrainingConfig SHORT = Trainings.adam(40, 8, Precision.FLOAT32);

    @TempDir Path directory;

    private final List<LaunchListener.Progress> progress = new ArrayList<>();

    @Test
    void leavesCurveModelLogAndResult() throws IOException {
        TrialResult result = run(spec(AffineModelPlugin.use(Fault.NONE), SHORT, List.of(probe())));

        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(result.message()).isEmpty();
        assertThat(result.steps()).isEqualTo(40);
        assertThat(result.parameters()).isEqualTo(2);
        assertThat(result.device()).isEqualTo("cpu");
        assertThat(ResultFile.read(directory)).get().usingRecursiveComparison().isEqualTo(result);
        List<String> curve = Files.readAllLines(directory.resolve(TrialDirectory.CURVE));
        assertThat(curve).hasSize(5);
        JsonNode last = new ObjectMapper().readTree(curve.get(4));
        assertThat(last.get("step").asLong()).isEqualTo(40);
        assertThat(last.get("loss").asDouble()).isEqualTo(result.trainingLoss().orElseThrow());
        assertThat(last.get("validation_nmse").asDouble())
                .isEqualTo(result.validationNmse().orElseThrow());
        assertThat(last.get("rate").asDouble()).isEqualTo(0.05);
        JsonNode between = new ObjectMapper().readTree(curve.get(2));
        assertThat(between.get("step").asLong()).isEqualTo(25);
        assertThat(between.get("validation_nmse").isNull()).isTrue();
        assertThat(Files.readString(directory.resolve(TrialDirectory.LOG)))
                .contains("trial t1 on cpu")
                .contains("COMPLETED");
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            assertThat(
                            SafetensorsFile.read(directory.resolve(TrialDirectory.MODEL), manager)
                                    .keySet())
                    .containsExactly("readout.weight", "readout.bias");
        }
    }

    @Test
    void leavesNoParametersWhereNoneAreKept() {
        TrialSpec spec = spec(AffineModelPlugin.use(Fault.NONE), SHORT, List.of(probe()));
        TrialResult kept = run(spec);

        TrialResult result =
                run(
                        new TrialSpec(
                                spec.id(),
                                spec.fingerprint(),
                                spec.task(),
                                spec.model(),
                                spec.training(),
                                spec.seed(),
                                spec.metrics(),
                                new TrialRules(Duration.ZERO, Duration.ofSeconds(30), false)));

        assertThat(directory.resolve(TrialDirectory.MODEL)).doesNotExist();
        assertThat(result.metrics()).isEqualTo(kept.metrics());
    }

    @Test
    void tellsHowFarItHasCome() {
        run(spec(AffineModelPlugin.use(Fault.NONE), SHORT));

        assertThat(progress)
                .extracting(LaunchListener.Progress::step)
                .containsExactly(10L, 20L, 25L, 30L, 40L);
        assertThat(progress).allMatch(p -> p.steps() == 40 && p.nmse() > 0);
    }

    @Test
    void namesFurtherValuesAndCurvesAfterTheirMetric() {
        TrialResult result =
                run(spec(AffineModelPlugin.use(Fault.NONE), SHORT, List.of(probe(), probe())));

        assertThat(result.metrics().keySet())
                .containsExactly("probe", "probe.count", "probe-2", "probe-2.count");
        assertThat(result.metrics()).containsEntry("probe.count", 40.0);
        assertThat(result.curves().keySet()).containsExactly("probe.line", "probe-2.line");
    }

    @Test
    void predictsTheTestSplitWithTheTrainedModel() {
        TrialResult result =
                run(
                        spec(
                                AffineModelPlugin.use(Fault.NONE),
                                Trainings.adam(400, 16, Precision.FLOAT64),
                                List.of(probe())));

        // the variance of the noise is 0.01
        assertThat(result.metrics().get("probe")).isBetween(0.005, 0.02);
    }

    @Test
    void endsOnTheSameNumbersTwice() {
        TrialSpec spec = spec(AffineModelPlugin.use(Fault.NONE), SHORT, List.of(probe()));

        TrialResult once = run(spec);
        TrialResult again = run(spec);

        assertThat(again.metrics()).isEqualTo(once.metrics());
        assertThat(again.validationNmse()).isEqualTo(once.validationNmse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "THROWS | PLUGIN_FAILED | model \"affine\" (test-classes) failed with"
                        + " IllegalStateException: no can do",
                "THROWS_AT_VALIDATION | PLUGIN_FAILED | model \"affine\" (test-classes) failed"
                        + " with IllegalStateException: not measured",
                "THROWS_OUT_OF_MEMORY | OUT_OF_MEMORY | memory ran out in model \"affine\""
                        + " (test-classes); a smaller batch-size or model needs less",
                "WRONG_SHAPE | PLUGIN_CONTRACT | model \"affine\" (test-classes) answered input"
                        + " (8, 4, 1) with (8, 4) instead of (8, 4, 1)",
                "WRONG_TYPE | PLUGIN_CONTRACT | model \"affine\" (test-classes) answered in"
                        + " float64 where the trial computes in float32",
                "LYING_FACTS | PLUGIN_CONTRACT | model \"affine\" (test-classes) has 2 trainable"
                        + " numbers, but its facts say 3"
            })
    void saysInASentenceWhatAModelDidWrong(Fault fault, String code, String message)
            throws IOException {
        TrialResult result = run(spec(AffineModelPlugin.use(fault), SHORT));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).contains(code);
        assertThat(result.message()).contains(message);
        assertThat(Files.readString(directory.resolve(TrialDirectory.LOG)))
                .contains("\tat org.seqmem.");
        assertThat(result.log()).isNotEmpty();
        assertThat(Files.readString(directory.resolve(TrialDirectory.RESULT)))
                .doesNotContain("\\tat ");
        assertThat(directory.resolve(TrialDirectory.MODEL)).doesNotExist();
    }

    @Test
    void namesTheTaskThatFailed() {
        TrialResult result =
                run(
                        new TrialSpec(
                                "t1",
                                "f1",
                                LineTaskPlugin.throwing(),
                                AffineModelPlugin.use(Fault.NONE),
                                SHORT,
                                1,
                                List.of(),
                                TrialRules.DEFAULT));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.message())
                .contains(
                        "task \"line\" (test-classes) failed with IllegalStateException: nothing"
                                + " to draw");
    }

    @Test
    void namesTheMetricThatFailed() {
        TrialResult result =
                run(
                        spec(
                                AffineModelPlugin.use(Fault.NONE),
                                SHORT,
                                List.of(
                                        metric(
                                                trained -> {
                                                    throw new IllegalStateException(
                                                            "cannot measure");
                                                }))));

        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).contains("PLUGIN_FAILED");
        assertThat(result.message())
                .get()
                .asString()
                .startsWith("metric \"probe\" (test-classes) failed with");
        assertThat(result.metrics()).isEmpty();
    }

    @Test
    void leavesOutWhatIsNotFinite() throws IOException {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("first", 1.0);
        values.put("second", Double.NaN);

        TrialResult result =
                run(
                        spec(
                                AffineModelPlugin.use(Fault.NONE),
                                SHORT,
                                List.of(metric(trained -> new Measurement(values, Map.of())))));

        assertThat(result.metrics()).containsOnlyKeys("probe");
        assertThat(Files.readString(directory.resolve(TrialDirectory.LOG)))
                .contains("metric probe.second is NaN and was left out");
    }

    @Test
    void divergenceIsAnOutcomeWithoutMetrics() {
        TrialResult result =
                run(
                        spec(
                                AffineModelPlugin.use(Fault.NONE),
                                Trainings.descent(1000, 8, 1e3),
                                List.of(probe())));

        assertThat(result.outcome()).isEqualTo(Outcome.DIVERGED);
        assertThat(result.code()).isEmpty();
        assertThat(result.message()).get().asString().contains("training loss");
        assertThat(result.metrics()).isEmpty();
        assertThat(ResultFile.read(directory)).isPresent();
    }

    @Test
    void stopsWhenAsked() {
        TrialResult result =
                new TrialRunner()
                        .run(
                                spec(AffineModelPlugin.use(Fault.NONE), SHORT),
                                directory,
                                "cpu",
                                progress::add,
                                () -> true);

        assertThat(result.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(result.steps()).isZero();
    }

    @Test
    void aMissingDeviceIsAFailureOfTheEnvironment() {
        TrialResult result =
                new TrialRunner()
                        .run(
                                spec(AffineModelPlugin.use(Fault.NONE), SHORT),
                                directory,
                                "gpu:77",
                                progress::add,
                                () -> false);

        assertThat(result.code()).contains("DEVICE_UNAVAILABLE");
        assertThat(result.device()).isEqualTo("gpu:77");
    }

    @Test
    void anOldResultIsGoneBeforeANewAttempt() throws IOException {
        run(spec(AffineModelPlugin.use(Fault.NONE), SHORT));
        List<Boolean> present = new ArrayList<>();

        new TrialRunner()
                .run(
                        spec(AffineModelPlugin.use(Fault.NONE), SHORT),
                        directory,
                        "cpu",
                        p -> present.add(Files.exists(directory.resolve(TrialDirectory.RESULT))),
                        () -> false);

        assertThat(present).isNotEmpty().containsOnly(false);
    }

    private TrialResult run(TrialSpec spec) {
        return new TrialRunner().run(spec, directory, "cpu", progress::add, () -> false);
    }

    private static TrialSpec spec(Use<ModelPlugin<?>> model, TrainingConfig config) {
        return spec(model, config, List.of());
    }

    private static TrialSpec spec(
            Use<ModelPlugin<?>> model, TrainingConfig config, List<Use<MetricPlugin<?>>> metrics) {
        Use<TaskPlugin<?>> task = LineTaskPlugin.use(0);
        JsonNode json = JsonNodeFactory.instance.objectNode().put("use", "probe");
        List<TrialMetric> named =
                TrialMetric.of(
                        metrics.stream()
                                .map(metric -> new Bound<>(metric, json, json, Set.<Plugin<?>>of()))
                                .toList());
        return new TrialSpec("t1", "f1", task, model, config, 1, named, TrialRules.DEFAULT);
    }

    /** Measures the squared error, by its own sum. */
    private static Use<MetricPlugin<?>> probe() {
        return metric(TrialRunnerTest::measure);
    }

    private static Measurement measure(TrainedModel trained) {
        Evaluation test = trained.test();
        double sum = 0;
        for (int i = 0; i < test.targets().length; i++) {
            sum += Math.pow(test.targets()[i] - test.predictions()[i], 2);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("error", sum / test.targets().length);
        values.put("count", (double) test.count());
        return new Measurement(values, Map.of("line", new double[] {1, 2}));
    }

    private static Use<MetricPlugin<?>> metric(Metric metric) {
        return new Use<>(new ProbePlugin(metric), new NoConfig());
    }

    private record ProbePlugin(Metric metric) implements MetricPlugin<NoConfig> {

        @Override
        public String name() {
            return "probe";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a test metric";
        }

        @Override
        public Metric create(NoConfig config) {
            return metric;
        }
    }
}
