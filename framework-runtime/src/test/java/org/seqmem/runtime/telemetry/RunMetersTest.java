// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.launch.Plans;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

class RunMetersTest {

    private static final Plan PLAN = Plans.of("aa0000000000", "bb0000000000", "cc0000000000");

    /** Steps of two lengths, whose mean is no whole number, and what belongs to them. */
    private static final WorkTimes TIMES =
            new WorkTimes(
                    Map.of(
                            WorkTimes.Part.STEP,
                            List.of(
                                    new WorkTimes.Span(3, 1_000_000),
                                    new WorkTimes.Span(10, 3_000_003)),
                            WorkTimes.Part.DATA_WAIT,
                            List.of(new WorkTimes.Span(13, 130)),
                            WorkTimes.Part.VALIDATION,
                            List.of(new WorkTimes.Span(1, 1000)),
                            WorkTimes.Part.METRICS,
                            List.of(new WorkTimes.Span(1, 1000)),
                            WorkTimes.Part.CHECKPOINT,
                            List.of(new WorkTimes.Span(1, 1000))));

    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

    /** As many trials as show every slot and every outcome. */
    private static final int SOME = 8;

    private static final Instant NOW = Instant.ofEpochSecond(1_749_211_200);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private Instant now = NOW;
    private final RunMeters meters = new RunMeters(registry, clock());

    private Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }

    @Test
    void countsTrialsByWhatTheyAreAndHowTheyEnded() {
        begin();
        end(0, Outcome.COMPLETED, 2);
        end(1, Outcome.COMPLETED, 4);
        end(2, Outcome.FAILED, 1);

        assertThat(
                        registry.get("seqmem.trials")
                                .tags("experiment", "first-look", "task", "functional")
                                .tags("memory", "impulse", "model", "lstm", "device", "cpu")
                                .tag("outcome", "completed")
                                .counter()
                                .count())
                .isEqualTo(2);
        assertThat(registry.get("seqmem.trials").tag("outcome", "failed").counter().count())
                .isEqualTo(1);
        assertThat(
                        registry.get("seqmem.trial")
                                .tag("outcome", "completed")
                                .timer()
                                .totalTime(TimeUnit.SECONDS))
                .isEqualTo(6);
    }

    @Test
    void showsWhatIsQueuedAndWhatIsRunning() {
        begin();
        assertThat(gauge("seqmem.trials.queued")).isEqualTo(3);
        assertThat(gauge("seqmem.trials.running")).isZero();

        meters.started(PLAN.trials().get(0), 0);
        meters.started(PLAN.trials().get(0), 0); // another attempt
        assertThat(gauge("seqmem.trials.queued")).isEqualTo(2);
        assertThat(gauge("seqmem.trials.running")).isEqualTo(1);

        end(0, Outcome.STOPPED, 1);
        assertThat(gauge("seqmem.trials.running")).isZero();

        meters.finished(new RunSummary(0, 0, 0, 1, 2, 0, 0, 0));
        assertThat(gauge("seqmem.trials.queued")).isZero();
    }

    @Test
    void showsWhenATrialWasLastCompletedOnceOneWas() {
        begin();
        end(0, Outcome.FAILED, 1);
        assertThat(registry.find("seqmem.last.success.time").gauge()).isNull();

        end(1, Outcome.COMPLETED, 1);
        assertThat(gauge("seqmem.last.success.time")).isEqualTo((double) NOW.getEpochSecond());
    }

    @Test
    void neverTagsWithAnIdSoThatALargeSweepHasNoMoreMetersThanASmallOne() {
        begin();
        end(0, Outcome.COMPLETED, 1);
        int metersOfOne = registry.getMeters().size();
        end(1, Outcome.COMPLETED, 1);
        end(2, Outcome.COMPLETED, 1);

        assertThat(registry.getMeters()).hasSize(metersOfOne);
        assertThat(registry.getMeters())
                .extracting(Meter::getId)
                .allSatisfy(id -> assertThat(id.getName()).startsWith("seqmem."));
    }

    @Test
    void hasNoMoreMetersAfterAThousandTrialsThanTheirPluginsMake() {
        Plan plan =
                Plans.of(
                        IntStream.range(0, 1000)
                                .mapToObj(number -> String.format("%012x", number))
                                .toArray(String[]::new));
        meters.begun(new RunOutline(plan, 1, plan.trials(), List.of(), 0, 4, "cpu"));
        int afterSome = 0;
        int most = 0;
        Set<String> names = new HashSet<>();
        for (int i = 0; i < plan.trials().size(); i++) {
            PlannedTrial trial = plan.trials().get(i);
            meters.started(trial, i % 4);
            meters.memory(i % 4, 1 << 20, 1 << 22);
            meters.progressed(trial, new Progress(5, 10, 0.5, 0.25));
            meters.timed(trial, TIMES);
            meters.cutOff(trial, i % 4, true);
            meters.ended(trial, result(trial, OUTCOMES.get(i % 4), 1));
            meters.judged(trial, i % 100 == 0);
            most = Math.max(most, registry.getMeters().size());
            if (i == SOME) {
                afterSome = most;
            }
        }
        meters.finished(new RunSummary(250, 250, 250, 250, 0, 0, 0, 0));

        for (Meter meter : registry.getMeters()) {
            names.add(meter.getId().getName());
            assertThat(meter.getId().getTags())
                    .extracting(Tag::getValue)
                    .noneMatch(value -> value.matches("[0-9a-f]{12}"));
        }
        assertThat(most).isEqualTo(afterSome);
        assertThat(names).doesNotContain("seqmem.slot.loss").contains("seqmem.worker.memory");
    }

    @Test
    void takesWhatIsOfATrialAwayWhenItEnds() {
        begin();
        meters.started(PLAN.trials().get(0), 1);
        meters.progressed(PLAN.trials().get(0), new Progress(5, 10, 0.5, 0.25));
        assertThat(registry.get("seqmem.slot.progress").tag("slot", "1").gauge().value())
                .isEqualTo(0.5);
        assertThat(registry.get("seqmem.slot.loss").gauge().value()).isEqualTo(0.5);
        assertThat(registry.get("seqmem.slot.nmse").gauge().value()).isEqualTo(0.25);
        assertThat(registry.get("seqmem.slot.parameters").gauge().value()).isEqualTo(100);

        end(0, Outcome.COMPLETED, 1);

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .noneMatch(name -> name.startsWith("seqmem.slot."));
    }

    @Test
    void showsTheMemoryOfWorkersBesideWhatItMayBe() {
        begin();
        meters.memory(1, 1 << 20, 1 << 22);
        meters.memory(1, 1 << 21, 1 << 22);

        assertThat(registry.get("seqmem.worker.memory").tag("slot", "1").gauge().value())
                .isEqualTo(1 << 21);
        assertThat(registry.get("seqmem.worker.memory.bound").tag("slot", "1").gauge().value())
                .isEqualTo(1 << 22);
    }

    @Test
    void addsUpWhatWorkersTell() {
        begin();
        meters.timed(PLAN.trials().get(0), TIMES);
        meters.timed(PLAN.trials().get(0), TIMES);

        Timer step = registry.get("seqmem.step").tag("device", "cpu").timer();
        assertThat(step.count()).isEqualTo(2 * 13);
        assertThat(step.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(2 * 4_000_003);
        assertThat(registry.get("seqmem.steps").counter().count()).isEqualTo(2 * 13);
        // the plan's batches have four sequences
        assertThat(registry.get("seqmem.samples").counter().count()).isEqualTo(2 * 13 * 4);
        assertThat(registry.get("seqmem.data.wait").timer().count()).isEqualTo(2 * 13);
        assertThat(registry.get("seqmem.evaluation").tag("phase", "validation").timer().count())
                .isEqualTo(2);
    }

    @Test
    void countsWorkersThatWereReplacedAndTrialsTriedAgain() {
        begin();
        meters.cutOff(PLAN.trials().get(0), 0, true);
        meters.cutOff(PLAN.trials().get(0), 0, false);

        assertThat(registry.get("seqmem.worker.restarts").tag("slot", "0").counter().count())
                .isEqualTo(2);
        assertThat(registry.get("seqmem.trial.retries").counter().count()).isEqualTo(1);
    }

    @Test
    void countersBeginAtZeroSinceARateNeedsAFirstValue() {
        begin();

        assertThat(registry.get("seqmem.trials").tag("outcome", "failed").counter().count())
                .isZero();
        assertThat(registry.get("seqmem.worker.restarts").counter().count()).isZero();
        assertThat(registry.get("seqmem.steps").counter().count()).isZero();
    }

    @Test
    void showsErrorsAndSharesOfEarlierRunsToo() {
        begin();
        PlannedTrial first = PLAN.trials().get(0);
        PlannedTrial second = PLAN.trials().get(1);
        meters.known(first, result(first, Outcome.COMPLETED, 1, Map.of("nmse", 0.01)), true);
        assertThat(registry.get("seqmem.nmse").gauge().value()).isEqualTo(0.01);
        assertThat(registry.get("seqmem.learned").gauge().value()).isEqualTo(1);
        assertThat(gauge("seqmem.trials.suspect")).isEqualTo(1);

        meters.ended(second, result(second, Outcome.COMPLETED, 1, Map.of("nmse", 0.5)));
        assertThat(registry.get("seqmem.nmse").gauge().value()).isEqualTo(0.5);
        assertThat(registry.get("seqmem.learned").gauge().value()).isEqualTo(0.5);

        end(2, Outcome.FAILED, 1); // says nothing of the model
        assertThat(registry.get("seqmem.learned").gauge().value()).isEqualTo(0.5);
        meters.judged(first, false);
        assertThat(gauge("seqmem.trials.suspect")).isZero();
    }

    @Test
    void saysHowLongItWillTakeOnceThatCanBeTold() {
        begin();
        assertThat(registry.find("seqmem.eta").gauge()).isNull();

        now = NOW.plusSeconds(10);
        end(0, Outcome.COMPLETED, 10);
        // a third in ten seconds
        assertThat(gauge("seqmem.eta")).isCloseTo(20, within(1e-9));
        assertThat(gauge("seqmem.trial.longest")).isEqualTo(10);
        meters.finished(new RunSummary(3, 0, 0, 0, 0, 0, 0, 0));
        assertThat(gauge("seqmem.eta")).isZero();
    }

    private void begin() {
        meters.begun(new RunOutline(PLAN, 1, PLAN.trials(), List.of(), 0, 1, "cpu"));
    }

    private void end(int position, Outcome outcome, double seconds) {
        PlannedTrial trial = PLAN.trials().get(position);
        meters.ended(trial, result(trial, outcome, seconds));
    }

    private static TrialResult result(PlannedTrial trial, Outcome outcome, double seconds) {
        return result(trial, outcome, seconds, Map.of());
    }

    private static TrialResult result(
            PlannedTrial trial, Outcome outcome, double seconds, Map<String, Double> metrics) {
        return new TrialResult(
                trial.id(),
                Plans.FINGERPRINT,
                outcome,
                Optional.empty(),
                Optional.empty(),
                10,
                seconds,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                100,
                "cpu",
                metrics,
                Map.of(),
                Map.of(),
                List.of());
    }

    private double gauge(String name) {
        return registry.get(name).tag("experiment", "first-look").gauge().value();
    }
}
