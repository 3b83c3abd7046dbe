// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.Plugin;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenance;
import org.seqmem.runtime.training.AtomicFile;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * The content of {@code trial.json}: what a trial is, and where it comes from. Written when it is
 * planned; each process that works on it adds what only it knows. The file is there whole or not at
 * all.
 *
 * @param id the trial's id
 * @param fingerprint a hash of the artefacts that make it
 * @param task the task as bound: defaults included, paths absolute
 * @param model the model as bound
 * @param training the training as bound
 * @param seed the seed
 * @param metrics what is measured afterwards, as bound
 * @param label the trial in a few words for people
 * @param rules how it is run
 * @param provenance where it was planned, with what
 * @param executions the processes that worked on it, in order: more than one if a later one went on
 *     from a checkpoint
 */
public record TrialFile(
        String id,
        String fingerprint,
        JsonNode task,
        JsonNode model,
        JsonNode training,
        long seed,
        List<JsonNode> metrics,
        Label label,
        JsonNode rules,
        Provenance provenance,
        List<Execution> executions) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Copies the lists. */
    public TrialFile {
        metrics = List.copyOf(metrics);
        executions = List.copyOf(executions);
    }

    /**
     * A trial in a few words, as the experiment that planned it tells its trials apart.
     *
     * @param task for instance {@code impulse delay=32}
     * @param model for instance {@code lstm hidden-size=64}
     */
    public record Label(String task, String model) {}

    /**
     * A trial as it is made here.
     *
     * @param spec what to run, with the fingerprint of the artefacts here
     * @param artefacts the jars that it depends on
     */
    public record Made(TrialSpec spec, NavigableSet<Artefact> artefacts) {}

    /** The members of the file, in their order. */
    private record Content(
            String id,
            String fingerprint,
            long seed,
            JsonNode task,
            JsonNode model,
            JsonNode training,
            List<JsonNode> metrics,
            Label label,
            JsonNode rules,
            Origin provenance,
            List<Run> executions) {}

    /** Provenance, flat and with a date that needs no further library. */
    private record Origin(
            String seqmem,
            String commit,
            String created,
            Machine machine,
            EngineVersions engine,
            List<Artefact> artefacts) {

        static Origin of(Provenance provenance) {
            return new Origin(
                    provenance.build().version(),
                    provenance.build().commit(),
                    provenance.created().toString(),
                    provenance.machine(),
                    provenance.engine(),
                    provenance.artefacts());
        }

        Provenance provenance() {
            return new Provenance(
                    new Build(seqmem, commit), machine, engine, artefacts, Instant.parse(created));
        }
    }

    /** An execution, likewise; {@code ended} is null while it has not. */
    private record Run(
            String started,
            Optional<String> ended,
            String device,
            int threads,
            String natives,
            String seqmem,
            String commit,
            Machine machine,
            EngineVersions engine,
            List<Artefact> artefacts) {

        static Run of(Execution execution) {
            Origin with = Origin.of(execution.with());
            return new Run(
                    with.created(),
                    execution.ended().map(Instant::toString),
                    execution.device(),
                    execution.threads(),
                    execution.natives(),
                    with.seqmem(),
                    with.commit(),
                    with.machine(),
                    with.engine(),
                    with.artefacts());
        }

        Execution execution() {
            return new Execution(
                    new Origin(seqmem, commit, started, machine, engine, artefacts).provenance(),
                    natives,
                    device,
                    threads,
                    ended.map(Instant::parse));
        }
    }

    /** The same, gone on with where another left off. */
    public TrialFile after(TrialFile earlier) {
        return with(earlier.executions(), rules);
    }

    /** The same, worked on by one more process; those before it count if it goes on from them. */
    public TrialFile begun(Execution execution, boolean resumed) {
        List<Execution> all = new ArrayList<>(resumed ? executions : List.of());
        all.add(execution);
        return with(all, rules);
    }

    /**
     * The same, ended.
     *
     * @throws IllegalStateException if no process has begun it
     */
    public TrialFile endedAt(Instant when) {
        if (executions.isEmpty()) {
            throw new IllegalStateException("trial " + id + " has not begun");
        }
        List<Execution> all = new ArrayList<>(executions);
        all.set(all.size() - 1, all.get(all.size() - 1).endedAt(when));
        return with(all, rules);
    }

    /** The same, as nobody has worked on it yet, run by other rules. */
    public TrialFile anewBy(TrialRules others) {
        return with(List.of(), others.json());
    }

    private TrialFile with(List<Execution> all, JsonNode others) {
        return new TrialFile(
                id,
                fingerprint,
                task,
                model,
                training,
                seed,
                metrics,
                label,
                others,
                provenance,
                all);
    }

    /**
     * Writes the file into a trial's directory, over one that is there.
     *
     * @throws SeqmemException IO if it cannot be written; what was there before is there still
     */
    public void write(Path directory) {
        writeTo(directory.resolve(TrialDirectory.TRIAL));
    }

    /**
     * Writes the file under a name of the caller's.
     *
     * @throws SeqmemException IO if it cannot be written; what was there before is there still
     */
    public void writeTo(Path place) {
        Content content =
                new Content(
                        id,
                        fingerprint,
                        seed,
                        task,
                        model,
                        training,
                        metrics,
                        label,
                        rules,
                        Origin.of(provenance),
                        executions.stream().map(Run::of).toList());
        try {
            AtomicFile.write(
                    place, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, place + " cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Reads the file of a trial's directory. What it says is not checked before {@link #spec}.
     *
     * @throws SeqmemException NOT_FOUND if there is none, INVALID_CONFIG if it is not whole, IO if
     *     it is not readable
     */
    public static TrialFile read(Path directory) {
        return readFrom(directory.resolve(TrialDirectory.TRIAL));
    }

    /**
     * Reads a file of any name, likewise.
     *
     * @throws SeqmemException NOT_FOUND if there is none, INVALID_CONFIG if it is not whole, IO if
     *     it is not readable
     */
    public static TrialFile readFrom(Path place) {
        try {
            Content content = JSON.readValue(Files.readAllBytes(place), Content.class);
            if (content == null) { // the JSON null
                throw notWhole(place, "null", null);
            }
            return new TrialFile(
                    content.id(),
                    content.fingerprint(),
                    content.task(),
                    content.model(),
                    content.training(),
                    content.seed(),
                    content.metrics(),
                    content.label(),
                    content.rules(),
                    content.provenance().provenance(),
                    content.executions().stream().map(Run::execution).toList());
        } catch (NoSuchFileException e) {
            throw new SeqmemException(ErrorCode.NOT_FOUND, "no such file: " + place, e);
        } catch (JsonProcessingException e) {
            throw notWhole(place, e.getOriginalMessage(), e);
        } catch (DateTimeParseException e) {
            throw notWhole(place, e.getMessage(), e);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static SeqmemException notWhole(
            Path place, @Nullable String why, @Nullable Exception cause) {
        return new SeqmemException(
                ErrorCode.INVALID_CONFIG, place + " is not a whole trial: " + why, cause);
    }

    /**
     * Binds the trial, and tells with which code: what was planned may be made by other jars.
     *
     * @param binder knows the plugins that it uses
     * @param fingerprints knows their jars
     * @throws SeqmemException if a plugin is missing or refuses its configuration, or if the id is
     *     not that of the content
     */
    public Made bind(Binder binder, Fingerprints fingerprints) {
        Set<Plugin<?>> plugins = new HashSet<>();
        TrialSpec planned = spec(binder, plugins);
        NavigableSet<Artefact> artefacts =
                fingerprints.artefacts(plugins.stream().map(Plugin::getClass).toList());
        return new Made(planned.withFingerprint(fingerprints.of(artefacts)), artefacts);
    }

    /**
     * Binds the trial.
     *
     * @param binder knows the plugins that it uses
     * @throws SeqmemException if a plugin is missing or refuses its configuration, or if the id is
     *     not that of the content
     */
    public TrialSpec spec(Binder binder) {
        return spec(binder, new HashSet<>());
    }

    private TrialSpec spec(Binder binder, Set<Plugin<?>> plugins) {
        Problems problems = new Problems(TrialDirectory.TRIAL + " of trial " + id);
        Optional<Bound<Use<TaskPlugin<?>>>> boundTask =
                binder.bindUse(TaskPlugin.class, task, "task", problems);
        Optional<Bound<Use<ModelPlugin<?>>>> boundModel =
                binder.bindUse(ModelPlugin.class, model, "model", problems);
        Optional<Bound<TrainingConfig>> boundTraining =
                binder.bind(TrainingConfig.class, training, "training", problems);
        List<Bound<Use<MetricPlugin<?>>>> boundMetrics = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            Optional<Bound<Use<MetricPlugin<?>>>> metric =
                    binder.bindUse(
                            MetricPlugin.class, metrics.get(i), "metrics[" + i + "]", problems);
            metric.ifPresent(boundMetrics::add);
        }
        Optional<Bound<TrialRules>> boundRules =
                binder.bind(TrialRules.class, rules, "rules", problems);
        problems.throwIfAny();
        requireOwnId(
                boundTask.orElseThrow(), boundModel.orElseThrow(), boundTraining.orElseThrow());
        plugins.addAll(boundTask.orElseThrow().plugins());
        plugins.addAll(boundModel.orElseThrow().plugins());
        plugins.addAll(boundTraining.orElseThrow().plugins());
        return new TrialSpec(
                id,
                fingerprint,
                boundTask.orElseThrow().value(),
                boundModel.orElseThrow().value(),
                boundTraining.orElseThrow().value(),
                seed,
                TrialMetric.of(boundMetrics),
                boundRules.orElseThrow().value());
    }

    private void requireOwnId(Bound<?> task, Bound<?> model, Bound<?> training) {
        String own = new TrialId().of(canonical(task), canonical(model), canonical(training), seed);
        if (!own.equals(id)) {
            throw new SeqmemException(
                    ErrorCode.INVALID_CONFIG,
                    TrialDirectory.TRIAL
                            + " says that it is trial "
                            + id
                            + ", but its content is that of trial "
                            + own
                            + ": the file was changed, or one that it names, or a plugin has other"
                            + " keys now");
        }
    }

    private static byte[] canonical(Bound<?> bound) {
        return CanonicalJson.of(bound.identity()).getBytes(UTF_8);
    }
}
