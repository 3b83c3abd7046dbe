// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.SchedulePlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;
import org.seqmem.runtime.training.AffineModelPlugin;
import org.seqmem.runtime.training.LineTaskPlugin;
import org.seqmem.runtime.training.TrainingConfig;

/** A training that is cut off and goes on ends on the bits of one that never was. */
class ResumeTest {

    private static final int STEPS = 120;

    /**
     * Before the first update, between two readings, at a validation, twice in a row, at the end.
     */
    private static final int[] CUTS = {0, 1, 13, 30, 31, 76, 119};

    private static final TrialRules EAGER =
            new TrialRules(Duration.ZERO, Duration.ofNanos(1), true);
    private static final TrialRules LAZY = new TrialRules(Duration.ZERO, Duration.ofHours(1), true);

    /** What makes a schedule do something within {@value #STEPS} steps. */
    private static final Map<String, String> LIVELY =
            Map.of(
                    "constant", "warm-up = 60",
                    "cosine", "warm-up = 20",
                    "step", "every = 17",
                    "plateau", "patience = 0, cooldown = 1, threshold = 0.2");

    private static final Binder BINDER =
            new Binder(Catalogue.discover(ResumeTest.class.getClassLoader()), new PluginDefaults());

    @TempDir private Path directory;

    static Stream<Arguments> everyOptimizerAndSchedule() {
        List<Arguments> all = new ArrayList<>();
        for (String optimizer : names(OptimizerPlugin.class)) {
            for (String schedule : names(SchedulePlugin.class)) {
                all.add(Arguments.of(optimizer, schedule));
            }
        }
        return all.stream();
    }

    private static List<String> names(Class<?> kind) {
        return Catalogue.discover(ResumeTest.class.getClassLoader()).names(kind);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyOptimizerAndSchedule")
    void goesOnOnTheSameBits(String optimizer, String schedule) throws IOException {
        TrainingConfig training = training(optimizer, schedule);
        for (int train : new int[] {0, 30}) { // fresh data, and a fixed set that batches straddle
            Path whole = directory.resolve("whole" + train);
            Path pieces = directory.resolve("pieces" + train);
            TrialResult expected = run(spec(training, train, LAZY), whole, Integer.MAX_VALUE);
            for (int cut : CUTS) {
                TrialResult part = run(spec(training, train, LAZY), pieces, cut);
                assertThat(part.outcome()).isEqualTo(Outcome.STOPPED);
                assertThat(part.steps()).isEqualTo(cut);
            }
            TrialResult last = run(spec(training, train, LAZY), pieces, Integer.MAX_VALUE);
            assertSame(expected, whole, last, pieces);
        }
    }

    @Test
    void aCheckpointAfterEveryUpdateChangesNothing() throws IOException {
        TrainingConfig training = training("adam-w", "constant");
        Path without = directory.resolve("without");
        Path with = directory.resolve("with");
        TrialResult expected = run(spec(training, 0, LAZY), without, Integer.MAX_VALUE);
        TrialResult result = run(spec(training, 0, EAGER), with, Integer.MAX_VALUE);
        assertSame(expected, without, result, with);
        assertThat(with.resolve(TrialDirectory.CHECKPOINT).getParent()).doesNotExist();
    }

    @Test
    void aTrialWhoseMeasuringWasCutOffIsOnlyMeasured() throws IOException {
        TrainingConfig training = training("adam", "cosine");
        Path whole = directory.resolve("whole");
        Path cut = directory.resolve("cut");
        TrialResult expected = run(spec(training, 0, EAGER), whole, Integer.MAX_VALUE);

        TrialResult first = run(spec(training, 0, EAGER), cut, STEPS); // asked for the metric
        assertThat(first.outcome()).isEqualTo(Outcome.STOPPED);
        assertThat(TrialDirectory.checkpointStep(cut)).contains((long) STEPS);
        TrialResult second = run(spec(training, 0, EAGER), cut, Integer.MAX_VALUE);
        assertSame(expected, whole, second, cut);
    }

    @Test
    void aCheckpointOfOtherPluginsIsNotGoneOnWith() throws IOException {
        TrialSpec spec = spec(training("adam", "constant"), 0, LAZY);
        run(spec, directory, 50);
        TrialResult result = run(spec.withFingerprint("another"), directory, Integer.MAX_VALUE);
        assertThat(result.outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(Files.readString(directory.resolve(TrialDirectory.LOG)))
                .contains("the checkpoint was made by other plugins: the training begins anew");
    }

    @Test
    void aDamagedCheckpointCostsOnlyTime() throws IOException {
        TrialSpec spec = spec(training("adam", "constant"), 0, LAZY);
        TrialResult expected = run(spec, directory.resolve("whole"), Integer.MAX_VALUE);
        Path place = directory.resolve("damaged");
        run(spec, place, 50);
        Path checkpoint = place.resolve(TrialDirectory.CHECKPOINT);
        byte[] bytes = Files.readAllBytes(checkpoint);
        Files.write(checkpoint, java.util.Arrays.copyOf(bytes, bytes.length - 3));
        TrialResult result = run(spec, place, Integer.MAX_VALUE);
        assertSame(expected, directory.resolve("whole"), result, place);
        assertThat(Files.readString(place.resolve(TrialDirectory.LOG)))
                .contains("since the checkpoint is of no use");
    }

    @Test
    void aTrialThatTakesTooLongFailsAndCanGoOn() throws IOException {
        TrainingConfig training = training("adam", "constant");
        TrialRules short1 = new TrialRules(Duration.ofNanos(1), Duration.ofHours(1), true);
        TrialResult result = run(spec(training, 0, short1), directory, Integer.MAX_VALUE);
        assertThat(result.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.code()).contains("TIME_LIMIT");
        assertThat(result.message().orElseThrow()).contains("--rerun failed goes on at step 0");
        assertThat(TrialDirectory.checkpointStep(directory)).contains(0L);
    }

    private static void assertSame(
            TrialResult expected, Path expectedPlace, TrialResult actual, Path actualPlace)
            throws IOException {
        assertThat(actual)
                .usingRecursiveComparison()
                .ignoringFields("seconds", "peakMemory")
                .isEqualTo(expected);
        assertThat(actualPlace.resolve(TrialDirectory.MODEL))
                .hasSameBinaryContentAs(expectedPlace.resolve(TrialDirectory.MODEL));
        assertThat(curve(actualPlace)).isEqualTo(curve(expectedPlace));
    }

    private static List<JsonNode> curve(Path place) throws IOException {
        List<JsonNode> points = new ArrayList<>();
        for (String line : Files.readAllLines(place.resolve(TrialDirectory.CURVE))) {
            ObjectNode point = (ObjectNode) new ObjectMapper().readTree(line);
            point.remove("seconds");
            points.add(point);
        }
        return points;
    }

    /** Runs until the training has been asked to stop after so many updates in all. */
    private static TrialResult run(TrialSpec spec, Path place, int until) {
        long before = TrialDirectory.checkpointStep(place).orElse(0L);
        AtomicInteger asked = new AtomicInteger((int) before);
        return new TrialRunner()
                .run(spec, place, "cpu", point -> {}, () -> asked.getAndIncrement() >= until);
    }

    private static TrainingConfig training(String optimizer, String schedule) {
        String text =
                """
                steps = %d, batch-size = 8, precision = float32, clip-norm = 1, validate-every = 10
                loss { use = mse }, optimizer { use = %s, learning-rate = 0.02 }
                schedule { use = %s, %s }
                stop { target-nmse = 0, patience = 0, min-improvement = 0, diverged-above = 1e6 }
                """
                        .formatted(STEPS, optimizer, schedule, LIVELY.getOrDefault(schedule, ""));
        Problems problems = new Problems("a test");
        Optional<Bound<TrainingConfig>> bound =
                BINDER.bind(
                        TrainingConfig.class,
                        ConfigFactory.parseString(text).root(),
                        ConfigFactory.empty().root(),
                        "training",
                        problems);
        problems.throwIfAny();
        return bound.orElseThrow().value();
    }

    private static TrialSpec spec(TrainingConfig training, int train, TrialRules rules) {
        JsonNode json = JsonNodeFactory.instance.objectNode().put("use", "last-step");
        Use<MetricPlugin<?>> metric = new Use<>(new LastStep(), new NoConfig());
        return new TrialSpec(
                "t1",
                "f1",
                LineTaskPlugin.use(train),
                AffineModelPlugin.withDropout(0.3),
                training,
                7,
                TrialMetric.of(List.of(new Bound<>(metric, json, json, Set.<Plugin<?>>of()))),
                rules);
    }

    /** The last prediction: a number that depends on every parameter. */
    private record LastStep() implements MetricPlugin<NoConfig> {

        @Override
        public String name() {
            return "last-step";
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
            return model -> {
                double[] predictions = model.test().predictions();
                return new Measurement(
                        Map.of("last-step", predictions[predictions.length - 1]), Map.of());
            };
        }
    }
}
