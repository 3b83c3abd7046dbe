// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Keeps the meters of one run in one registry.
 *
 * <pre>{@code
 * seqmem.trials             counter  trials that ended    experiment task memory model device outcome
 * seqmem.trial              timer    training, measuring  experiment task memory model device outcome
 * seqmem.trials.queued      gauge    trials to come       experiment
 * seqmem.trials.running     gauge    trials under way     experiment
 * seqmem.last.success.time  gauge    seconds since 1970   experiment
 * }</pre>
 *
 * <p>Tasks, memory functions and models are tagged by the names of their plugins, so that values
 * stay few however large the sweep is; {@code memory} is {@code none} for a task without one. The
 * last success is missing until there is one.
 */
public final class RunMeters implements RunListener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    // From a toy trial to a long night: the bounds of the timer's buckets.
    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(3),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(3),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(1),
        Duration.ofHours(3),
        Duration.ofHours(10)
    };

    private final MeterRegistry registry;
    private final Clock clock;
    private final AtomicInteger queued = new AtomicInteger();
    private final Set<String> running = new HashSet<>();
    private final AtomicInteger runningCount = new AtomicInteger();
    private final Map<String, String> memories = new HashMap<>();
    private volatile double lastSuccess = Double.NaN;
    private Tags experiment = Tags.empty();

    /**
     * @param registry where the meters are kept
     * @param clock what says when a trial succeeded
     */
    public RunMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void begun(RunOutline outline) {
        experiment = Tags.of("experiment", outline.plan().name());
        queued.set(outline.toRun().size());
        Gauge.builder("seqmem.trials.queued", queued, AtomicInteger::get)
                .description("trials to come")
                .tags(experiment)
                .strongReference(true)
                .register(registry);
        Gauge.builder("seqmem.trials.running", runningCount, AtomicInteger::get)
                .description("trials under way")
                .tags(experiment)
                .strongReference(true)
                .register(registry);
    }

    @Override
    public void started(PlannedTrial trial, int slot) {
        // A second attempt of a trial was counted with its first.
        if (running.add(trial.id())) {
            queued.decrementAndGet();
            runningCount.set(running.size());
        }
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
        running.remove(trial.id());
        runningCount.set(running.size());
        Tags tags = tags(trial, result);
        Counter.builder("seqmem.trials")
                .description("trials that ended")
                .tags(tags)
                .register(registry)
                .increment();
        Timer.builder("seqmem.trial")
                .description("training and measuring a trial")
                .tags(tags)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record((long) (result.seconds() * NANOS_PER_SECOND), TimeUnit.NANOSECONDS);
        if (result.outcome() == Outcome.COMPLETED) {
            succeeded();
        }
    }

    @Override
    public void finished(RunSummary summary) {
        queued.set(0);
        running.clear();
        runningCount.set(0);
    }

    private void succeeded() {
        boolean first = Double.isNaN(lastSuccess);
        lastSuccess = clock.millis() / MILLIS_PER_SECOND;
        if (first) {
            Gauge.builder("seqmem.last.success.time", this, meters -> meters.lastSuccess)
                    .description("when a trial was last completed, since 1970")
                    .baseUnit("seconds")
                    .tags(experiment)
                    .strongReference(true)
                    .register(registry);
        }
    }

    private Tags tags(PlannedTrial trial, TrialResult result) {
        return experiment.and(
                "task",
                trial.task().value().name(),
                "memory",
                memories.computeIfAbsent(trial.task().json(), RunMeters::memory),
                "model",
                trial.model().value().name(),
                "device",
                result.device(),
                "outcome",
                result.outcome().name().toLowerCase(Locale.ROOT));
    }

    private static String memory(String task) {
        try {
            return JSON.readTree(task).path("memory").path("use").asText("none");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a plan's sections are JSON by contract
        }
    }
}
