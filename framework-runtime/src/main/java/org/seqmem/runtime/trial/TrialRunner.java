// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.runtime.training.Devices;
import org.seqmem.runtime.training.PluginCall;
import org.seqmem.runtime.training.SafetensorsFile;
import org.seqmem.runtime.training.TaskData;
import org.seqmem.runtime.training.TrainableModel;
import org.seqmem.runtime.training.TrainingEnd;
import org.seqmem.runtime.training.TrainingLoop;

/**
 * Runs one trial from its specification to its result, in the calling thread. One at a time in a
 * process.
 *
 * <p>Writes only inside the trial's directory: {@code log.txt} and {@code curve.jsonl} while it
 * trains, {@code model.safetensors} after it, and {@code result.json} last. Whatever goes wrong in
 * a plugin or the engine is an outcome, not an exception; its stack trace is in the log alone.
 */
public final class TrialRunner {

    /**
     * Runs a trial.
     *
     * @param spec what to run
     * @param directory the trial's directory; made if need be
     * @param device {@code auto}, {@code cpu}, {@code gpu} or {@code gpu:N}
     * @param listener told how far the training has come
     * @param stop asked between updates; when true the trial ends as {@link Outcome#STOPPED}
     * @return what {@code result.json} says
     * @throws SeqmemException {@link ErrorCode#IO} if the log or the result cannot be written; then
     *     there is no {@code result.json}
     */
    public TrialResult run(
            TrialSpec spec,
            Path directory,
            String device,
            Consumer<LaunchListener.Progress> listener,
            BooleanSupplier stop) {
        return run(spec, directory, device, listener, stop, TrialWitness.NONE);
    }

    /**
     * Runs a trial before a witness, who is told of the end before there is a result.
     *
     * @see #run(TrialSpec, Path, String, Consumer, BooleanSupplier)
     */
    public TrialResult run(
            TrialSpec spec,
            Path directory,
            String device,
            Consumer<LaunchListener.Progress> listener,
            BooleanSupplier stop,
            TrialWitness witness) {
        prepare(directory);
        try (TrialLog log = new TrialLog(directory.resolve(TrialDirectory.LOG))) {
            Attempt attempt = new Attempt(spec, directory, device, listener, stop, witness, log);
            TrialResult result = attempt.run();
            log.line(result.outcome() + result.message().map(text -> ": " + text).orElse(""));
            witness.ended();
            ResultFile.write(directory, result);
            return result;
        }
    }

    /** An old result must not be taken for that of a trial which is then cut off. */
    private static void prepare(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.deleteIfExists(directory.resolve(TrialDirectory.RESULT));
            Files.deleteIfExists(directory.resolve(TrialDirectory.MODEL));
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, directory + " cannot be written to: " + e.getMessage(), e);
        }
    }

    /** One run of one trial, with what is known of it so far. */
    private static final class Attempt {

        private final TrialSpec spec;
        private final Path directory;
        private final String deviceName;
        private final Consumer<LaunchListener.Progress> listener;
        private final BooleanSupplier stop;
        private final TrialWitness witness;
        private final TrialLog log;
        private final long begin = System.nanoTime();
        private final Measurements measurements = new Measurements();

        private String device;
        private long parameters;
        private long steps;
        private Optional<Double> loss = Optional.empty();
        private Optional<Double> nmse = Optional.empty();

        Attempt(
                TrialSpec spec,
                Path directory,
                String deviceName,
                Consumer<LaunchListener.Progress> listener,
                BooleanSupplier stop,
                TrialWitness witness,
                TrialLog log) {
            this.spec = spec;
            this.directory = directory;
            this.deviceName = deviceName;
            this.device = deviceName;
            this.listener = listener;
            this.stop = stop;
            this.witness = witness;
            this.log = log;
        }

        TrialResult run() {
            try {
                return trainAndMeasure();
            } catch (SeqmemException e) {
                log.trace(e);
                return failed(e.code(), String.valueOf(e.getMessage()));
            } catch (OutOfMemoryError e) {
                log.trace(e);
                return failed(
                        ErrorCode.OUT_OF_MEMORY,
                        "the Java heap ran out; a smaller data set or a larger -Xmx helps");
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
            witness.began(Devices.natives(engine), device, Devices.threads(), false);
            RandomStreams streams = RandomStreams.of(spec.seed());
            try (NDManager manager = engine.newBaseManager(place)) {
                TaskData data = new TaskData(spec.task(), streams);
                TrainableModel model =
                        TrainableModel.create(
                                spec.model(),
                                data.shape(),
                                spec.training().precision(),
                                manager,
                                streams);
                parameters = model.trainableNumbers();
                TrainingEnd end = train(model, data, manager, streams);
                end.message().ifPresent(log::line);
                return switch (end.reason()) {
                    case STOPPED -> result(Outcome.STOPPED, Optional.empty(), end.message());
                    case DIVERGED -> result(Outcome.DIVERGED, Optional.empty(), end.message());
                    case ALL_STEPS, TARGET_REACHED, NO_PROGRESS -> {
                        if (spec.keepParameters()) {
                            SafetensorsFile.write(
                                    directory.resolve(TrialDirectory.MODEL), model.arrays());
                        }
                        measure(model, data, manager, streams);
                        yield result(Outcome.COMPLETED, Optional.empty(), end.message());
                    }
                };
            }
        }

        private TrainingEnd train(
                TrainableModel model, TaskData data, NDManager manager, RandomStreams streams) {
            try (NDManager scope = manager.newSubManager();
                    CurveFile curve = new CurveFile(directory.resolve(TrialDirectory.CURVE))) {
                TrainingLoop loop = new TrainingLoop(spec.training(), model, data, scope, streams);
                TrainingEnd end =
                        loop.run(
                                point -> {
                                    steps = point.step();
                                    loss = Optional.of(point.loss());
                                    point.validationNmse()
                                            .ifPresent(value -> nmse = Optional.of(value));
                                    curve.write(point, seconds());
                                    listener.accept(
                                            new LaunchListener.Progress(
                                                    steps,
                                                    spec.training().steps(),
                                                    nmse.orElse(Double.NaN)));
                                },
                                stop);
                steps = end.steps();
                return end;
            }
        }

        private void measure(
                TrainableModel model, TaskData data, NDManager manager, RandomStreams streams) {
            MeasuredModel measured =
                    new MeasuredModel(data, model, manager, streams, spec.training().batchSize());
            List<Use<MetricPlugin<?>>> uses = spec.metrics();
            Map<String, Integer> seen = new HashMap<>();
            for (Use<MetricPlugin<?>> use : uses) {
                int number = seen.merge(use.name(), 1, Integer::sum);
                String name = number == 1 ? use.name() : use.name() + "-" + number;
                try (NDManager scope = manager.newSubManager()) {
                    measurements.add(
                            name,
                            PluginCall.to(
                                    use.plugin(),
                                    () -> {
                                        Metric metric = MetricPlugin.open(use);
                                        return metric.measure(measured.seenBy(name, scope));
                                    }),
                            log);
                }
            }
        }

        private TrialResult failed(ErrorCode code, String message) {
            return result(Outcome.FAILED, Optional.of(code.name()), Optional.of(message));
        }

        private TrialResult result(
                Outcome outcome, Optional<String> code, Optional<String> message) {
            return new TrialResult(
                    spec.id(),
                    spec.fingerprint(),
                    outcome,
                    code,
                    message,
                    steps,
                    seconds(),
                    loss,
                    nmse,
                    parameters,
                    device,
                    outcome == Outcome.COMPLETED ? measurements.metrics() : Map.of(),
                    outcome == Outcome.COMPLETED ? measurements.curves() : Map.of());
        }

        private double seconds() {
            return (System.nanoTime() - begin) / 1e9;
        }
    }
}
