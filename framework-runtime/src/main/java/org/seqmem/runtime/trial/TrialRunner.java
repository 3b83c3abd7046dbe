// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.runtime.training.Devices;
import org.seqmem.runtime.training.PluginCall;
import org.seqmem.runtime.training.SafetensorsFile;
import org.seqmem.runtime.training.TaskData;
import org.seqmem.runtime.training.TrainableModel;
import org.seqmem.runtime.training.TrainingEnd;
import org.seqmem.runtime.training.TrainingListener;
import org.seqmem.runtime.training.TrainingLoop;
import org.seqmem.runtime.training.Validation;

/**
 * Runs one trial from its specification to its result, in the calling thread. One at a time in a
 * process.
 *
 * <p>Writes only inside the trial's directory: {@code log.txt}, {@code curve.jsonl} and a
 * checkpoint while it trains, {@code model.safetensors} after it, and {@code result.json} last.
 * Whatever goes wrong in a plugin or the engine is an outcome, not an exception; its stack trace is
 * in the log alone.
 */
public final class TrialRunner {

    /**
     * Runs a trial: from its checkpoint, if there is one.
     *
     * @param spec what to run
     * @param directory the trial's directory; made if need be
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @param listener told how far the training has come, and what takes how long
     * @param stop asked between updates, and now and then while measuring: whoever asks is alive.
     *     When true the trial writes a checkpoint and ends as {@link Outcome#STOPPED}
     * @return what {@code result.json} says
     * @throws SeqmemException {@link ErrorCode#DIRECTORY_UNWRITABLE} if the directory cannot be
     *     written to; then there is no {@code result.json}
     */
    public TrialResult run(
            TrialSpec spec,
            Path directory,
            String device,
            TrialListener listener,
            BooleanSupplier stop) {
        return run(spec, directory, device, listener, stop, TrialWitness.NONE);
    }

    /**
     * Runs a trial before a witness, who is told of the end before there is a result.
     *
     * @see #run(TrialSpec, Path, String, TrialListener, BooleanSupplier)
     */
    public TrialResult run(
            TrialSpec spec,
            Path directory,
            String device,
            TrialListener listener,
            BooleanSupplier stop,
            TrialWitness witness) {
        makeDirectory(directory);
        return TrialLock.within(
                directory,
                () -> {
                    try (TrialLog log = new TrialLog(directory.resolve(TrialDirectory.LOG))) {
                        removeOldEnd(directory);
                        TrialResult result =
                                new Attempt(spec, directory, device, listener, stop, witness, log)
                                        .run();
                        log.line(end(result));
                        witness.ended();
                        ResultFile.write(directory, result);
                        TrialDirectory.removeCheckpoint(directory, result.outcome());
                        return result;
                    }
                });
    }

    private static String end(TrialResult result) {
        return result.outcome() + result.message().map(text -> ": " + text).orElse("");
    }

    /**
     * Computes the metrics that a completed trial lacks, from the parameters that were kept.
     *
     * @param spec what the trial was, with the metrics that it should have
     * @param directory the trial's directory
     * @param device as for {@link #run}
     * @param stop asked now and then, as a sign of life; when true between two metrics, those that
     *     have been computed are kept
     * @return what {@code result.json} says then; other metrics and the outcome stay as they were
     * @throws SeqmemException {@link ErrorCode#NOT_FOUND} if the trial has not completed or its
     *     parameters were not kept; errors of a metric as {@link PluginCall} says, after the
     *     metrics before it were kept; {@link ErrorCode#DIRECTORY_UNWRITABLE} as for {@link #run}
     */
    public TrialResult measure(
            TrialSpec spec, Path directory, String device, BooleanSupplier stop) {
        TrialResult before =
                ResultFile.read(directory)
                        .filter(result -> result.outcome() == Outcome.COMPLETED)
                        .orElseThrow(
                                () ->
                                        new SeqmemException(
                                                ErrorCode.NOT_FOUND,
                                                "trial " + spec.id() + " has not completed"));
        return TrialLock.within(
                directory,
                () -> {
                    try (TrialLog log = new TrialLog(directory.resolve(TrialDirectory.LOG))) {
                        Evaluation evaluation = new Evaluation(spec, directory, device, stop, log);
                        try {
                            evaluation.run(before.measured());
                        } catch (SeqmemException e) {
                            log.trace(e);
                            throw e;
                        } finally {
                            ResultFile.write(directory, evaluation.measurements.addedTo(before));
                        }
                        return evaluation.measurements.addedTo(before);
                    }
                });
    }

    private static void makeDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw TrialDirectory.unwritable(directory, e);
        }
    }

    /** An old result must not be taken for that of a trial which is then cut off. */
    private static void removeOldEnd(Path directory) {
        try {
            Files.deleteIfExists(directory.resolve(TrialDirectory.RESULT));
            Files.deleteIfExists(directory.resolve(TrialDirectory.MODEL));
        } catch (IOException e) {
            throw TrialDirectory.unwritable(directory, e);
        }
    }

    /** What training and measuring have in common. */
    private abstract static class Work {

        final TrialSpec spec;
        final Path directory;
        final BooleanSupplier stop;
        final TrialLog log;
        final Measurements measurements;

        Work(TrialSpec spec, Path directory, BooleanSupplier stop, TrialLog log) {
            this.spec = spec;
            this.directory = directory;
            this.stop = stop;
            this.log = log;
            this.measurements = new Measurements(log);
        }

        TrainableModel model(TaskData data, NDManager manager, RandomStreams streams) {
            return TrainableModel.create(
                    spec.model(), data.shape(), spec.training().precision(), manager, streams);
        }

        /** Whoever asks is alive, whatever the answer. */
        private void showLife() {
            boolean unused = stop.getAsBoolean();
        }

        /**
         * Measures what is not known yet.
         *
         * @param known what is: digests of metrics by name
         * @return whether that came to its end
         */
        boolean measure(
                TrainableModel model,
                TaskData data,
                NDManager manager,
                RandomStreams streams,
                Map<String, String> known) {
            MeasuredModel measured =
                    new MeasuredModel(
                            data,
                            model,
                            manager,
                            streams,
                            spec.training().batchSize(),
                            directory,
                            this::showLife);
            for (TrialMetric metric : spec.metrics()) {
                if (metric.isIn(known)) {
                    continue;
                }
                if (stop.getAsBoolean()) {
                    return false;
                }
                try (NDManager scope = manager.newSubManager()) {
                    measurements.add(
                            metric,
                            PluginCall.to(
                                    metric.use().plugin(),
                                    () ->
                                            MetricPlugin.open(metric.use())
                                                    .measure(
                                                            measured.seenBy(
                                                                    metric.name(), scope))));
                }
            }
            return true;
        }
    }

    /** Measuring a model that was trained before. */
    private static final class Evaluation extends Work {

        private final String deviceName;

        Evaluation(
                TrialSpec spec,
                Path directory,
                String deviceName,
                BooleanSupplier stop,
                TrialLog log) {
            super(spec, directory, stop, log);
            this.deviceName = deviceName;
        }

        void run(Map<String, String> known) {
            Device place = Devices.named(deviceName);
            log.line("measures the kept parameters on " + Devices.name(place));
            RandomStreams streams = RandomStreams.of(spec.seed());
            try (NDManager manager = Devices.engine().newBaseManager(place)) {
                TaskData data = new TaskData(spec.task(), streams);
                TrainableModel model = model(data, manager, streams);
                Path file = directory.resolve(TrialDirectory.MODEL);
                if (!Files.exists(file)) {
                    throw new SeqmemException(
                            ErrorCode.NOT_FOUND,
                            "the parameters of trial " + spec.id() + " were not kept");
                }
                try (NDManager scope = manager.newSubManager()) {
                    model.restore(SafetensorsFile.read(file, scope));
                } catch (IllegalArgumentException e) {
                    throw new SeqmemException(
                            ErrorCode.IO, file + " is of another model: " + e.getMessage(), e);
                }
                measure(model, data, manager, streams, known);
            }
        }
    }

    /** One attempt at one trial, with what is known of it so far. */
    private static final class Attempt extends Work {

        private final String deviceName;
        private final TrialListener listener;
        private final TrialWitness witness;
        private final long begin = System.nanoTime();
        private final PeakMemory memory = PeakMemory.watch();

        private String device;
        private double secondsBefore;
        private long parameters;
        private long steps;
        private Optional<Double> loss = Optional.empty();
        private Optional<Double> nmse = Optional.empty();

        Attempt(
                TrialSpec spec,
                Path directory,
                String deviceName,
                TrialListener listener,
                BooleanSupplier stop,
                TrialWitness witness,
                TrialLog log) {
            super(spec, directory, stop, log);
            this.deviceName = deviceName;
            this.device = deviceName;
            this.listener = listener;
            this.witness = witness;
        }

        TrialResult run() {
            try {
                return trainAndMeasure();
            } catch (SeqmemException e) {
                if (e.code() == ErrorCode.DIRECTORY_UNWRITABLE) {
                    throw e; // says nothing of the trial
                }
                log.trace(e);
                return failed(e.code(), String.valueOf(e.getMessage()));
            } catch (OutOfMemoryError e) {
                log.trace(e);
                return failed(
                        ErrorCode.OUT_OF_MEMORY,
                        "the Java heap ran out; a smaller data set or a larger heap helps");
            } catch (RuntimeException | LinkageError e) {
                log.trace(e);
                return PluginCall.isOutOfMemory(e)
                        ? failed(
                                ErrorCode.OUT_OF_MEMORY,
                                "memory of the device ran out; a smaller batch-size or data set"
                                        + " needs less")
                        : failed(ErrorCode.INTERNAL, "a mistake in Seqmem: " + e);
            }
        }

        private TrialResult trainAndMeasure() {
            Engine engine = Devices.engine();
            Device place = Devices.named(deviceName);
            device = Devices.name(place);
            log.line("trial " + spec.id() + " on " + device);
            witness.began(Devices.natives(engine), device, Devices.threads(), goesOn());
            RandomStreams streams = RandomStreams.of(spec.seed());
            try (NDManager manager = engine.newBaseManager(place)) {
                TaskData data = new TaskData(spec.task(), streams);
                TrainableModel model = model(data, manager, streams);
                parameters = model.trainableNumbers();
                TrainingEnd end = train(model, data, manager, streams);
                end.message().ifPresent(log::line);
                return switch (end.reason()) {
                    case STOPPED -> stopped();
                    case DIVERGED -> result(Outcome.DIVERGED, Optional.empty(), end.message());
                    case ALL_STEPS, TARGET_REACHED, NO_PROGRESS -> {
                        if (spec.rules().keepParameters()) {
                            SafetensorsFile.write(
                                    directory.resolve(TrialDirectory.MODEL), model.arrays());
                        }
                        long measuring = System.nanoTime();
                        boolean measured = measure(model, data, manager, streams, Map.of());
                        listener.spent(WorkTimes.Part.METRICS, System.nanoTime() - measuring);
                        yield measured
                                ? result(Outcome.COMPLETED, Optional.empty(), end.message())
                                : stopped();
                    }
                };
            }
        }

        private TrainingEnd train(
                TrainableModel model, TaskData data, NDManager manager, RandomStreams streams) {
            TrialCheckpoints checkpoints =
                    new TrialCheckpoints(spec, directory, log, this::seconds);
            try (NDManager scope = manager.newSubManager()) {
                TrainingLoop loop = new TrainingLoop(spec.training(), model, data, scope, streams);
                goOn(checkpoints.restore(loop, scope));
                TrainingEnd end;
                try (CurveFile curve =
                        new CurveFile(directory.resolve(TrialDirectory.CURVE), steps)) {
                    end = loop.run(listening(curve), checkpoints, this::mustStop);
                }
                steps = end.steps();
                if (end.reason() == TrainingEnd.Reason.ALL_STEPS && checkpoints.due()) {
                    checkpoints.write(loop.snapshot()); // measuring may take long, or be cut off
                }
                return end;
            }
        }

        private boolean goesOn() {
            return TrialDirectory.checkpointStep(directory).isPresent();
        }

        private void goOn(TrialCheckpoints.Done done) {
            steps = done.snapshot().step();
            secondsBefore = done.seconds();
            done.snapshot().loss().ifPresent(value -> loss = Optional.of(value));
            List<Validation> validations = done.snapshot().validations();
            if (!validations.isEmpty()) {
                nmse = Optional.of(validations.get(validations.size() - 1).nmse());
            }
        }

        private TrainingListener listening(CurveFile curve) {
            return new TrainingListener() {
                @Override
                public void reached(Point point) {
                    Attempt.this.reached(point, curve);
                }

                @Override
                public void spent(WorkTimes.Part part, long nanos) {
                    listener.spent(part, nanos);
                }
            };
        }

        private void reached(TrainingListener.Point point, CurveFile curve) {
            steps = point.step();
            loss = Optional.of(point.loss());
            point.validationNmse().ifPresent(value -> nmse = Optional.of(value));
            curve.write(point, seconds());
            listener.progressed(
                    new LaunchListener.Progress(
                            steps, spec.training().steps(), point.loss(), nmse.orElse(Double.NaN)));
        }

        private boolean mustStop() {
            return stop.getAsBoolean() || isOverTime();
        }

        private boolean isOverTime() {
            Duration limit = spec.rules().timeLimit();
            return !limit.isZero() && seconds() > limit.toNanos() / 1e9;
        }

        private TrialResult stopped() {
            return isOverTime()
                    ? failed(
                            ErrorCode.TIME_LIMIT,
                            "it took longer than its time-limit, "
                                    + spec.rules().timeLimit().toSeconds()
                                    + " s; with a longer one, --rerun failed goes on at step "
                                    + steps)
                    : result(Outcome.STOPPED, Optional.empty(), Optional.empty());
        }

        private TrialResult failed(ErrorCode code, String message) {
            return result(Outcome.FAILED, Optional.of(code.name()), Optional.of(message));
        }

        private TrialResult result(
                Outcome outcome, Optional<String> code, Optional<String> message) {
            boolean completed = outcome == Outcome.COMPLETED;
            return new TrialResult(
                    spec.id(),
                    spec.fingerprint(),
                    outcome,
                    code,
                    message,
                    steps,
                    seconds(),
                    memory.bytes(),
                    loss,
                    nmse,
                    parameters,
                    device,
                    completed ? measurements.metrics() : Map.of(),
                    completed ? measurements.curves() : Map.of(),
                    completed ? measurements.digests() : Map.of(),
                    outcome == Outcome.FAILED ? log.tail() : List.of());
        }

        /** Of all attempts together. */
        private double seconds() {
            return secondsBefore + (System.nanoTime() - begin) / 1e9;
        }
    }
}
