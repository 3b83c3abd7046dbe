// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.CostModel;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Keeps the meters of one run in one registry; {@link RunMeter} says what they are.
 *
 * <p>Tasks, memory functions and models are tagged by the names of their plugins, so that values
 * stay few however large the sweep is; {@code memory} is {@code none} for a task without one. What
 * is of a single trial is shown by the slot in which it runs, and goes when the trial ends.
 * Counters begin at 0 with the run, since a rate needs a first value.
 */
public final class RunMeters implements RunListener {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final double MILLIS_PER_SECOND = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What the metric "learned" asks for unless it is told otherwise. */
    private static final double LEARNED_BELOW = 0.05;

    private final MeterRegistry registry;
    private final Clock clock;
    private final CostModel cost = new CostModel();
    private final Map<String, String> memories = new HashMap<>();
    private final Map<Tags, Family> families = new HashMap<>();
    private final Map<Integer, Slot> slots = new HashMap<>();
    private final Map<Integer, Memory> workers = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private final Map<String, Double> underWay = new HashMap<>();

    // read by whoever publishes
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private volatile double lastSuccess = Double.NaN;
    private volatile double lastEnd = Double.NaN;
    private volatile double longest = Double.NaN;
    private volatile double start;
    private volatile double shareDone;

    private double work;
    private double workDone;
    private String experiment = "";
    private String device = "";

    /** What trials of the same plugins came to. */
    private static final class Family {
        private volatile double nmse = Double.NaN;
        private final AtomicInteger learned = new AtomicInteger();
        private final AtomicInteger judgeable = new AtomicInteger();
        private volatile int suspects;
        private final Set<String> suspect = new HashSet<>();
        private boolean errorShown;
        private boolean shareShown;
    }

    /** The trial that runs in a slot. */
    private static final class Slot {
        private final String trial;
        private volatile double progress;
        private volatile double loss = Double.NaN;
        private volatile double nmse = Double.NaN;
        private List<Meter> meters = List.of();

        Slot(String trial) {
            this.trial = trial;
        }
    }

    /** Of a worker. */
    private static final class Memory {
        private volatile long bytes;
    }

    /**
     * @param registry where the meters are kept
     * @param clock what says when a trial ended
     */
    public RunMeters(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void begun(RunOutline outline) {
        experiment = outline.plan().name();
        device = deviceTag(outline.device());
        start = now();
        queued.set(outline.toRun().size());
        work = outline.toRun().stream().mapToDouble(cost::seconds).sum();
        int planned = outline.plan().trials().size();
        Tags tags = Tags.of("experiment", experiment);
        RunMeter.PLANNED.gauge(registry, tags, () -> planned);
        RunMeter.QUEUED.gauge(registry, tags, queued::get);
        RunMeter.RUNNING.gauge(registry, tags, running::get);
        RunMeter.START_TIME.gauge(registry, tags, () -> start);
        for (int slot = 0; slot < outline.slots(); slot++) {
            RunMeter.WORKER_RESTARTS.counter(registry, withSlot(tags, slot));
        }
        Set<Tags> toRun = new HashSet<>();
        for (PlannedTrial trial : outline.toRun()) {
            if (toRun.add(tags(trial))) {
                zero(tags(trial));
            }
        }
    }

    private void zero(Tags family) {
        RunMeter.RETRIES.counter(registry, family);
        Tags here = family.and("device", device);
        RunMeter.STEPS.counter(registry, here);
        RunMeter.SAMPLES.counter(registry, here);
        for (Outcome outcome : Outcome.values()) {
            RunMeter.TRIALS.counter(registry, here.and("outcome", outcomeTag(outcome)));
        }
    }

    /**
     * A trial of the experiment had ended before this run.
     *
     * @param result how
     * @param suspect whether it is too good to be true
     */
    public void known(PlannedTrial trial, TrialResult result, boolean suspect) {
        came(trial, result);
        judged(trial, suspect);
    }

    @Override
    public void started(PlannedTrial trial, int number) {
        // A second attempt of a trial was counted with its first.
        if (begun.add(trial.id())) {
            queued.decrementAndGet();
            running.incrementAndGet();
        }
        leave(slots.remove(number));
        Slot slot = new Slot(trial.id());
        Tags tags = withSlot(tags(trial), number);
        slots.put(number, slot);
        slot.meters =
                List.of(
                        RunMeter.SLOT_PROGRESS.gauge(registry, tags, () -> slot.progress),
                        RunMeter.SLOT_LOSS.gauge(registry, tags, () -> slot.loss),
                        RunMeter.SLOT_NMSE.gauge(registry, tags, () -> slot.nmse),
                        RunMeter.SLOT_PARAMETERS.gauge(
                                registry, tags, () -> trial.facts().parameters()));
    }

    @Override
    public void progressed(PlannedTrial trial, Progress progress) {
        double share = (double) progress.step() / progress.steps();
        underWay.put(trial.id(), cost.seconds(trial) * share);
        showEta();
        for (Slot slot : slots.values()) {
            if (slot.trial.equals(trial.id())) {
                slot.progress = share;
                slot.loss = progress.loss();
                slot.nmse = progress.nmse();
            }
        }
    }

    @Override
    public void timed(PlannedTrial trial, WorkTimes times) {
        Tags tags = tags(trial).and("device", device);
        times.spans()
                .forEach(
                        (part, spans) -> {
                            Timer timer = timer(part, tags);
                            for (WorkTimes.Span span : spans) {
                                record(timer, span);
                            }
                        });
        long steps =
                times.spans().getOrDefault(WorkTimes.Part.STEP, List.of()).stream()
                        .mapToLong(WorkTimes.Span::count)
                        .sum();
        RunMeter.STEPS.counter(registry, tags).increment((double) steps);
        RunMeter.SAMPLES
                .counter(registry, tags)
                .increment((double) steps * trial.training().value().batchSize());
    }

    private Timer timer(WorkTimes.Part part, Tags tags) {
        return switch (part) {
            case STEP -> RunMeter.STEP.timer(registry, tags);
            case DATA_WAIT -> RunMeter.DATA_WAIT.timer(registry, tags);
            case CHECKPOINT -> RunMeter.CHECKPOINT.timer(registry, tags);
            case VALIDATION -> RunMeter.EVALUATION.timer(registry, tags.and("phase", "validation"));
            case METRICS -> RunMeter.EVALUATION.timer(registry, tags.and("phase", "metrics"));
        };
    }

    /** Count and sum stay exact; those of a span are told apart by their mean alone. */
    private static void record(Timer timer, WorkTimes.Span span) {
        long mean = span.nanos() / span.count();
        long rest = span.nanos() - mean * (span.count() - 1);
        timer.record(rest, TimeUnit.NANOSECONDS);
        for (long i = 1; i < span.count(); i++) {
            timer.record(mean, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void cutOff(PlannedTrial trial, int slot, boolean again) {
        RunMeter.WORKER_RESTARTS
                .counter(registry, withSlot(Tags.of("experiment", experiment), slot))
                .increment();
        if (again) {
            RunMeter.RETRIES.counter(registry, tags(trial)).increment();
        }
    }

    @Override
    public void memory(int slot, long bytes, long bound) {
        workers.computeIfAbsent(slot, number -> memoryOf(number, bound)).bytes = bytes;
    }

    private Memory memoryOf(int slot, long bound) {
        Memory memory = new Memory();
        Tags tags = withSlot(Tags.of("experiment", experiment), slot);
        RunMeter.WORKER_MEMORY.gauge(registry, tags, () -> memory.bytes);
        RunMeter.WORKER_MEMORY_BOUND.gauge(registry, tags, () -> bound);
        return memory;
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
        if (begun.remove(trial.id())) {
            running.decrementAndGet();
        }
        slots.values()
                .removeIf(
                        slot -> {
                            boolean its = slot.trial.equals(trial.id());
                            if (its) {
                                leave(slot);
                            }
                            return its;
                        });
        Tags tags =
                tags(trial)
                        .and("device", deviceTag(result.device()))
                        .and("outcome", outcomeTag(result.outcome()));
        RunMeter.TRIALS.counter(registry, tags).increment();
        RunMeter.TRIAL
                .timer(registry, tags)
                .record((long) (result.seconds() * NANOS_PER_SECOND), TimeUnit.NANOSECONDS);
        underWay.remove(trial.id());
        workDone += cost.seconds(trial);
        showEta();
        if (result.outcome() == Outcome.STOPPED) {
            return;
        }
        Tags own = Tags.of("experiment", experiment);
        boolean first = Double.isNaN(lastEnd);
        lastEnd = now();
        longest = first ? result.seconds() : Math.max(longest, result.seconds());
        if (first) {
            RunMeter.LAST_END_TIME.gauge(registry, own, () -> lastEnd);
            RunMeter.TRIAL_LONGEST.gauge(registry, own, () -> longest);
        }
        if (result.outcome() == Outcome.COMPLETED) {
            boolean firstSuccess = Double.isNaN(lastSuccess);
            lastSuccess = now();
            if (firstSuccess) {
                RunMeter.LAST_SUCCESS_TIME.gauge(registry, own, () -> lastSuccess);
            }
        }
        came(trial, result);
    }

    private void came(PlannedTrial trial, TrialResult result) {
        boolean completed = result.outcome() == Outcome.COMPLETED;
        if (!completed && result.outcome() != Outcome.DIVERGED) {
            return; // says nothing of the model
        }
        Family family = family(trial);
        Double nmse = result.metrics().get("nmse");
        if (completed && nmse != null) {
            family.nmse = nmse;
            if (!family.errorShown) {
                family.errorShown = true;
                RunMeter.NMSE.gauge(registry, tags(trial), () -> family.nmse);
            }
        }
        if (completed && learned(result.metrics())) {
            family.learned.incrementAndGet();
        }
        family.judgeable.incrementAndGet();
        if (!family.shareShown) {
            family.shareShown = true;
            RunMeter.LEARNED_SHARE.gauge(
                    registry,
                    tags(trial),
                    () -> family.learned.doubleValue() / family.judgeable.get());
        }
    }

    /** As the metric of that name says, if the experiment has it. */
    private static boolean learned(Map<String, Double> metrics) {
        Double said = metrics.get("learned");
        Double nmse = metrics.get("nmse");
        return said != null ? said > 0 : nmse != null && nmse < LEARNED_BELOW;
    }

    @Override
    public void judged(PlannedTrial trial, boolean suspect) {
        Family family = family(trial);
        if (suspect ? family.suspect.add(trial.id()) : family.suspect.remove(trial.id())) {
            family.suspects = family.suspect.size();
        }
    }

    private Family family(PlannedTrial trial) {
        return families.computeIfAbsent(
                tags(trial),
                tags -> {
                    Family family = new Family();
                    RunMeter.SUSPECT.gauge(registry, tags, () -> family.suspects);
                    return family;
                });
    }

    @Override
    public void finished(RunSummary summary) {
        queued.set(0);
        running.set(0);
        begun.clear();
        slots.values().forEach(this::leave);
        slots.clear();
        workDone = work;
        underWay.clear();
        showEta();
    }

    private void leave(@Nullable Slot slot) {
        if (slot != null) {
            slot.meters.forEach(registry::remove);
        }
    }

    private void showEta() {
        boolean first = shareDone == 0;
        double under = underWay.values().stream().mapToDouble(Double::doubleValue).sum();
        shareDone = work > 0 ? Math.min(1, (workDone + under) / work) : 0;
        if (first && shareDone > 0) {
            RunMeter.ETA.gauge(
                    registry,
                    Tags.of("experiment", experiment),
                    () -> (now() - start) * (1 - shareDone) / shareDone);
        }
    }

    private double now() {
        return clock.millis() / MILLIS_PER_SECOND;
    }

    private Tags tags(PlannedTrial trial) {
        return Tags.of(
                "experiment",
                experiment,
                "task",
                trial.task().value().name(),
                "memory",
                memories.computeIfAbsent(trial.task().json(), RunMeters::memory),
                "model",
                trial.model().value().name());
    }

    private static Tags withSlot(Tags tags, int slot) {
        return tags.and("slot", Integer.toString(slot));
    }

    private static String outcomeTag(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }

    /** Which of several GPUs it was says the slot; {@code auto} is what is there: a GPU. */
    private static String deviceTag(String device) {
        String kind = Stream.of(device.split(":", 2)).findFirst().orElse(device);
        return kind.equals("auto") ? "gpu" : kind;
    }

    private static String memory(String task) {
        try {
            return JSON.readTree(task).path("memory").path("use").asText("none");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a plan's sections are JSON by contract
        }
    }
}
