// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.nn.Block;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelContext;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Section;
import org.seqmem.runtime.store.ExperimentSheet;
import org.seqmem.runtime.store.JudgedTrial;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

class JudgeTest {

    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2025-06-06T12:00:00Z"), ZoneOffset.UTC);
    private static final String EXPERIMENT = "first-look";
    private static final String A = "aa0000000000";
    private static final String B = "bb0000000000";
    private static final int LENGTH = 4;

    @TempDir Path runs;

    private Store store;

    @BeforeEach
    void open() {
        store = Store.openForWriting(runs, CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void suspectsAnErrorThatLiesMoreThanFiveStandardErrorsUnderAFloor() {
        Known floor = new Known("state-floor", Role.FLOOR, 0.5);
        judge(plan(floor), trial(A, 8), result(A, 0.3, 0.039));
        judge(plan(floor), trial(B, 8), result(B, 0.3, 0.041));

        assertThat(store.judgement(A).suspect().orElseThrow())
                .startsWith("nmse is 0.300 +- 0.04, under the state-floor of 0.500: ");
        assertThat(store.judgement(B).suspect()).isEmpty();
        assertThat(store.judgement(B).floor("nmse")).hasValue(0.5);
    }

    @Test
    void suspectsAnExactAnswerWhereNoneCanBe() {
        judge(plan(new Known("noise-floor", Role.FLOOR, 0.1)), trial(A, 8), result(A, 0, 0));
        assertThat(store.judgement(A).suspect()).isPresent();
    }

    @Test
    void suspectsNothingUnderALineThatDoesNotBind() {
        Plan plan =
                plan(
                        new Known("predict-zero", Role.BASELINE, 1),
                        new Known("oracle-fit", Role.ORACLE, 0.5),
                        new Known("zero-floor", Role.FLOOR, 1e-12));
        judge(plan, trial(A, 8), result(A, 0, 0));
        assertThat(store.judgement(A).suspect()).isEmpty();
        assertThat(store.judgement(A).lines()).hasSize(3);
    }

    @Test
    void suspectsNothingWhoseScatterIsUnknown() {
        judge(plan(new Known("state-floor", Role.FLOOR, 0.5)), trial(A, 8), diverged(A));
        assertThat(store.judgement(A).suspect()).isEmpty();
        assertThat(store.judgement(A).floor("nmse")).hasValue(0.5);
    }

    @Test
    void computesALineOnceForAllTrialsOfOneContent() {
        Known floor = new Known("state-floor", Role.FLOOR, 0.5);
        judge(plan(floor), trial(A, 8), result(A, 0.6, 0.01));
        judge(plan(floor), trial(B, 8), result(B, 0.6, 0.01)); // as after a restart
        assertThat(floor.asked).hasSize(1);

        judge(plan(floor), trial(B, 16), result(B, 0.6, 0.01)); // another state size
        assertThat(floor.asked).hasSize(2);
    }

    @Test
    void judgesWhatEndedBeforeUnlessItWasJudgedByTheSame() {
        Known floor = new Known("state-floor", Role.FLOOR, 0.5);
        Plan plan = plan(floor);
        store.register(sheet(A));
        record(result(A, 0.3, 0.001));
        catchUp(plan, trial(A, 8));
        assertThat(store.judgement(A).suspect()).isPresent();
        String before = store.judgedBy(EXPERIMENT).getOrDefault(A, "");

        store.judge(
                List.of(
                        new JudgedTrial(
                                A,
                                before,
                                new Judgement(List.of(line("state-floor")), Optional.empty()))));
        catchUp(plan, trial(A, 8));
        assertThat(store.judgement(A).suspect()).as("left as it was").isEmpty();

        catchUp(plan(floor, new Known("other", Role.BASELINE, 1)), trial(A, 8));
        assertThat(store.judgement(A).suspect()).as("judged by more").isPresent();
    }

    @Test
    void startsAFitFromATrainedModelThatBeatsIt() {
        Known fit = new Known("oracle-fit", Role.ORACLE, 0.5);
        judge(plan(fit), trial(A, 8), result(A, 0.6, 0.01));
        judge(plan(fit), trial(B, 8), withKernel(result(B, 0.4, 0.01)));

        assertThat(fit.asked)
                .extracting(context -> context.measuredKernel().isPresent())
                .containsExactly(false, true);
        assertThat(store.judgement(B).lines()).extracting(StoredLine::value).containsExactly(0.25);
        assertThat(store.judgement(A).lines()).extracting(StoredLine::value).containsExactly(0.25);
    }

    @Test
    void lowersAFitAlsoForTrialsThatAreJudgedTogether() {
        store.register(sheet(A));
        record(result(A, 0.6, 0.01));
        record(withKernel(result(B, 0.4, 0.01)));
        catchUp(plan(new Known("oracle-fit", Role.ORACLE, 0.5)), trial(A, 8), trial(B, 8));

        assertThat(store.judgement(A).lines()).extracting(StoredLine::value).containsExactly(0.25);
        assertThat(store.judgement(B).lines()).extracting(StoredLine::value).containsExactly(0.25);
    }

    @Test
    void notesAReferenceThatFailsAndAsksItAgainNextTime() {
        Known floor = new Known("state-floor", Role.FLOOR, 0.5);
        Plan plan = plan(new Known("broken", Role.FLOOR, Double.NaN), floor);
        store.register(sheet(A));
        record(result(A, 0.3, 0.001));
        List<String> notes = catchUp(plan, trial(A, 8));

        assertThat(notes).hasSize(1);
        assertThat(notes.get(0)).startsWith("no broken beside errors: ").contains("\"broken\"");
        assertThat(store.judgement(A).suspect()).isPresent();
        assertThat(store.judgedBy(EXPERIMENT)).containsExactly(Map.entry(A, ""));
    }

    private void judge(Plan plan, PlannedTrial trial, TrialResult result) {
        record(result);
        try (Judge judge = new Judge(plan, store, (judged, suspect) -> {})) {
            judge.later(trial, result);
            assertThat(judge.finish()).isEmpty();
        }
    }

    private List<String> catchUp(Plan plan, PlannedTrial... trials) {
        try (Judge judge = new Judge(plan, store, (judged, suspect) -> {})) {
            judge.later(List.of(trials));
            return judge.finish();
        }
    }

    private void record(TrialResult result) {
        store.record(
                new StoredTrial("{}", "{}", "{}", 1, "task", "model", result, CLOCK.instant()));
    }

    private static StoredLine line(String reference) {
        return new StoredLine("nmse", reference, Role.FLOOR, 0.5, "content");
    }

    private static ExperimentSheet sheet(String id) {
        return new ExperimentSheet(
                EXPERIMENT, "x", List.of(new ExperimentSheet.Line(id, "task", "model", 1)));
    }

    private static TrialResult result(String id, double nmse, double standardError) {
        return result(
                id,
                Outcome.COMPLETED,
                Map.of("nmse", nmse, "nmse.standard-error", standardError),
                Map.of());
    }

    private static TrialResult withKernel(TrialResult result) {
        return result(
                result.id(),
                result.outcome(),
                result.metrics(),
                Map.of("measured-memory.kernel", new double[LENGTH]));
    }

    private static TrialResult diverged(String id) {
        return result(id, Outcome.DIVERGED, Map.of(), Map.of());
    }

    private static TrialResult result(
            String id, Outcome outcome, Map<String, Double> metrics, Map<String, double[]> curves) {
        return new TrialResult(
                id,
                Plans.FINGERPRINT,
                outcome,
                Optional.empty(),
                Optional.empty(),
                10,
                0.5,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                "cpu",
                metrics,
                curves,
                Map.of(),
                List.of());
    }

    private static Plan plan(Known... references) {
        List<Use<ReferencePlugin<?>>> uses = new ArrayList<>();
        for (Known reference : references) {
            uses.add(new Use<>(reference, new NoConfig()));
        }
        Nmse nmse = new Nmse();
        Bound<Use<MetricPlugin<?>>> metric =
                new Bound<>(
                        new Use<>(nmse, new NoConfig()),
                        JsonNodeFactory.instance.objectNode(),
                        JsonNodeFactory.instance.objectNode(),
                        Set.of(nmse));
        return new Plan(
                EXPERIMENT,
                List.of(1L),
                List.of(),
                List.of(metric),
                uses,
                Plans.FINGERPRINT,
                Optional.empty());
    }

    private static PlannedTrial trial(String id, int states) {
        PlannedTrial other = Plans.trial(id);
        return new PlannedTrial(
                id,
                Plans.FINGERPRINT,
                new Section<>(
                        new Use<TaskPlugin<?>>(new Silence(), new NoConfig()),
                        "{}",
                        "{\"use\":\"silence\"}",
                        "silence",
                        new TreeSet<>()),
                new Section<>(
                        new Use<ModelPlugin<?>>(new Untrained(), new NoConfig()),
                        "{}",
                        "{\"use\":\"untrained\"}",
                        "untrained",
                        new TreeSet<>()),
                other.training(),
                1,
                new ModelFacts(Set.of(), OptionalLong.of(states), OptionalInt.empty(), 100, 1000),
                new SequenceShape(LENGTH, 1, 1));
    }

    private record Nmse() implements MetricPlugin<NoConfig> {
        @Override
        public String name() {
            return "nmse";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "measured elsewhere";
        }

        @Override
        public Metric create(NoConfig config) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<MeasuredError> errors(NoConfig config, SequenceShape shape) {
            return List.of(new MeasuredError("nmse", "standard-error", StepWeights.ALL));
        }
    }

    /** Halves its line for whoever tells it a kernel; fails if it has none. */
    private static final class Known implements ReferencePlugin<NoConfig> {

        final List<ReferenceContext> asked = new ArrayList<>();
        private final String name;
        private final Role role;
        private final double value;

        Known(String name, Role role, double value) {
            this.name = name;
            this.role = role;
            this.value = value;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "always the same";
        }

        @Override
        public Reference create(NoConfig config) {
            if (Double.isNaN(value)) {
                throw new UnsupportedOperationException("no line");
            }
            return context -> {
                asked.add(context);
                double factor = context.measuredKernel().isPresent() ? 0.5 : 1;
                return Optional.of(new ReferenceLine(factor * value, role));
            };
        }
    }

    private record Silence() implements TaskPlugin<NoConfig> {
        @Override
        public String name() {
            return "silence";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a task of which nothing is known";
        }

        @Override
        public Task create(NoConfig config) {
            return new Task() {
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
                    throw new UnsupportedOperationException();
                }
            };
        }
    }

    private record Untrained() implements ModelPlugin<NoConfig> {
        @Override
        public String name() {
            return "untrained";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public String summary() {
            return "a model that is never made";
        }

        @Override
        public ModelFacts facts(NoConfig config, SequenceShape shape) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Block create(NoConfig config, ModelContext context) {
            throw new UnsupportedOperationException();
        }
    }
}
