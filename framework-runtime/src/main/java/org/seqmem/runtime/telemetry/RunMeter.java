// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.seqmem.runtime.trial.worker.Stopwatch;

/**
 * Every meter of a run, with what is fixed of it. Values of tags are few however large a sweep is:
 * names of plugins and experiments, places, outcomes; never the id of a trial.
 */
public enum RunMeter {
    /** Trials by outcome. */
    TRIALS(
            "seqmem.trials",
            Meter.Type.COUNTER,
            "",
            "trials that ended in this run",
            family("device", "outcome")),
    /** Their duration. */
    TRIAL(
            "seqmem.trial",
            Meter.Type.TIMER,
            "seconds",
            "training and measuring a trial, all attempts together",
            family("device", "outcome")),
    /** The longest of them. */
    TRIAL_LONGEST(
            "seqmem.trial.longest",
            Meter.Type.GAUGE,
            "seconds",
            "the longest trial that ended in this run; missing before the first",
            experiment()),
    /** All trials of the experiment. */
    PLANNED(
            "seqmem.trials.planned",
            Meter.Type.GAUGE,
            "",
            "trials of the experiment, those of earlier runs included",
            experiment()),
    /** Trials to come. */
    QUEUED("seqmem.trials.queued", Meter.Type.GAUGE, "", "trials to come", experiment()),
    /** Trials under way. */
    RUNNING("seqmem.trials.running", Meter.Type.GAUGE, "", "trials under way", experiment()),
    /** Trials tried again. */
    RETRIES(
            "seqmem.trial.retries",
            Meter.Type.COUNTER,
            "",
            "attempts after one that was cut off",
            family()),
    /** When the run began. */
    START_TIME(
            "seqmem.start.time",
            Meter.Type.GAUGE,
            "seconds",
            "when the run began, since 1970",
            experiment()),
    /** When a trial ended. */
    LAST_END_TIME(
            "seqmem.last.end.time",
            Meter.Type.GAUGE,
            "seconds",
            "when a trial last ended, since 1970; missing before the first",
            experiment()),
    /** When a trial was completed. */
    LAST_SUCCESS_TIME(
            "seqmem.last.success.time",
            Meter.Type.GAUGE,
            "seconds",
            "when a trial was last completed, since 1970; missing before the first",
            experiment()),
    /** The time to go. */
    ETA(
            "seqmem.eta",
            Meter.Type.GAUGE,
            "seconds",
            "the likely time until all trials have ended; missing before the first step",
            experiment()),
    /** Updates. */
    STEPS("seqmem.steps", Meter.Type.COUNTER, "", "updates of parameters", family("device")),
    /** Sequences. */
    SAMPLES("seqmem.samples", Meter.Type.COUNTER, "", "sequences trained on", family("device")),
    /** Time of a step. */
    STEP(
            "seqmem.step",
            Meter.Type.TIMER,
            "seconds",
            "an update, with the wait for its data",
            family("device")),
    /** Waiting for data. */
    DATA_WAIT(
            "seqmem.data.wait",
            Meter.Type.TIMER,
            "seconds",
            "getting the data of an update",
            family("device")),
    /** Writing checkpoints. */
    CHECKPOINT(
            "seqmem.checkpoint",
            Meter.Type.TIMER,
            "seconds",
            "writing a checkpoint",
            family("device")),
    /** Validating and measuring. */
    EVALUATION(
            "seqmem.evaluation",
            Meter.Type.TIMER,
            "seconds",
            "computing an error while training (phase validation), or the metrics of a trained"
                    + " model (phase metrics)",
            family("device", "phase")),
    /** How far a trial is. */
    SLOT_PROGRESS(
            "seqmem.slot.progress",
            Meter.Type.GAUGE,
            "ratio",
            "share of the steps that the trial in a slot has done",
            family("slot")),
    /** Its loss. */
    SLOT_LOSS(
            "seqmem.slot.loss",
            Meter.Type.GAUGE,
            "",
            "training loss of the trial in a slot",
            family("slot")),
    /** Its error. */
    SLOT_NMSE(
            "seqmem.slot.nmse",
            Meter.Type.GAUGE,
            "",
            "validation NMSE of the trial in a slot",
            family("slot")),
    /** Its size. */
    SLOT_PARAMETERS(
            "seqmem.slot.parameters",
            Meter.Type.GAUGE,
            "",
            "trainable numbers of the model in a slot",
            family("slot")),
    /** Memory of a worker. */
    WORKER_MEMORY(
            "seqmem.worker.memory",
            Meter.Type.GAUGE,
            "bytes",
            "memory of a worker, heap and tensors together",
            experiment("slot")),
    /** What it may be. */
    WORKER_MEMORY_BOUND(
            "seqmem.worker.memory.bound",
            Meter.Type.GAUGE,
            "bytes",
            "memory above which a worker is ended and replaced",
            experiment("slot")),
    /** Workers started again. */
    WORKER_RESTARTS(
            "seqmem.worker.restarts",
            Meter.Type.COUNTER,
            "",
            "workers that died or had to be ended, and were replaced",
            experiment("slot")),
    /** The last error. */
    NMSE(
            "seqmem.nmse",
            Meter.Type.GAUGE,
            "",
            "test NMSE of the trial that was completed last, earlier runs included",
            family()),
    /** How often it was learned. */
    LEARNED_SHARE(
            "seqmem.learned",
            Meter.Type.GAUGE,
            "ratio",
            "share of completed and diverged trials that learned the task, earlier runs included",
            family()),
    /** What cannot be right. */
    SUSPECT(
            "seqmem.trials.suspect",
            Meter.Type.GAUGE,
            "",
            "trials whose error is too good to be true, earlier runs included",
            family()),
    /** Memory of a GPU in use. */
    GPU_MEMORY_USED(
            "seqmem.gpu.memory.used",
            Meter.Type.GAUGE,
            "bytes",
            "memory of a GPU that is taken, by whichever process",
            List.of("device")),
    /** Memory of a GPU. */
    GPU_MEMORY_SIZE(
            "seqmem.gpu.memory.size",
            Meter.Type.GAUGE,
            "bytes",
            "memory of a GPU",
            List.of("device"));

    // From a toy trial to a long night.
    private static final List<Duration> TRIAL_BUCKETS =
            List.of(
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
                    Duration.ofHours(10));

    private final String meterName;
    private final Meter.Type type;
    private final String unit;
    private final String meaning;

    @SuppressWarnings("ImmutableEnumChecker") // of Stream.toList: nobody can change it
    private final List<String> tags;

    RunMeter(String meterName, Meter.Type type, String unit, String meaning, List<String> tags) {
        this.meterName = meterName;
        this.type = type;
        this.unit = unit;
        this.meaning = meaning;
        this.tags = tags;
    }

    private static List<String> experiment(String... further) {
        return Stream.concat(Stream.of("experiment"), Stream.of(further)).toList();
    }

    private static List<String> family(String... further) {
        return Stream.concat(Stream.of("experiment", "task", "memory", "model"), Stream.of(further))
                .toList();
    }

    /** Its name, in Micrometer's spelling. */
    public String meterName() {
        return meterName;
    }

    /** What kind of meter it is. */
    public Meter.Type type() {
        return type;
    }

    /** Its unit; empty if it counts. */
    public String unit() {
        return unit;
    }

    /** What it says. */
    public String meaning() {
        return meaning;
    }

    /** The keys of its tags. */
    public List<String> tags() {
        return tags;
    }

    /** The bounds of its buckets; empty if it has none. */
    public List<Duration> buckets() {
        return switch (this) {
            case TRIAL -> TRIAL_BUCKETS;
            case STEP -> Stopwatch.bounds();
            default -> List.of();
        };
    }

    /** The counter, made if need be. */
    Counter counter(MeterRegistry registry, Tags known) {
        return Counter.builder(meterName).description(meaning).tags(of(known)).register(registry);
    }

    /** The timer, made if need be. */
    Timer timer(MeterRegistry registry, Tags known) {
        return Timer.builder(meterName)
                .description(meaning)
                .tags(of(known))
                .serviceLevelObjectives(buckets().toArray(Duration[]::new))
                .register(registry);
    }

    /** A new gauge. */
    Gauge gauge(MeterRegistry registry, Tags known, Supplier<Number> value) {
        return Gauge.builder(meterName, value)
                .description(meaning)
                .baseUnit(unit.isEmpty() ? null : unit)
                .tags(of(known))
                .strongReference(true)
                .register(registry);
    }

    private List<Tag> of(Tags known) {
        List<Tag> own = known.stream().filter(tag -> tags.contains(tag.getKey())).toList();
        if (own.size() != tags.size()) {
            throw new IllegalStateException(meterName + " needs the tags " + tags + ": " + known);
        }
        return own;
    }
}
