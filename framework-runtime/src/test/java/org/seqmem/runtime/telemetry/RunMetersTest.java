// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.launch.Plans;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

class RunMetersTest {

    private static final Plan PLAN = Plans.of("aa0000000000", "bb0000000000", "cc0000000000");
    private static final Instant NOW = Instant.ofEpochSecond(1_749_211_200);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final RunMeters meters = new RunMeters(registry, Clock.fixed(NOW, ZoneOffset.UTC));

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

    private void begin() {
        meters.begun(new RunOutline(PLAN, 1, PLAN.trials(), List.of(), 0, 1, "cpu"));
    }

    private void end(int position, Outcome outcome, double seconds) {
        meters.ended(
                PLAN.trials().get(position),
                new TrialResult(
                        PLAN.trials().get(position).id(),
                        Plans.FINGERPRINT,
                        outcome,
                        Optional.empty(),
                        Optional.empty(),
                        10,
                        seconds,
                        Optional.empty(),
                        Optional.empty(),
                        100,
                        "cpu",
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of()));
    }

    private double gauge(String name) {
        return registry.get(name).tag("experiment", "first-look").gauge().value();
    }
}
