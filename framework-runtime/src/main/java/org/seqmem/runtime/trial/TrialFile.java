// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.CanonicalJson;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenance;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * The content of {@code trial.json}: what a trial is, and where it comes from. The file is there
 * whole or not at all.
 *
 * @param id the trial's id
 * @param fingerprint a hash of the artefacts that make it
 * @param task the task as bound: defaults included, paths absolute
 * @param model the model as bound
 * @param training the training as bound
 * @param seed the seed
 * @param metrics what is measured afterwards, as bound
 * @param provenance where it was planned, with what
 */
public record TrialFile(
        String id,
        String fingerprint,
        JsonNode task,
        JsonNode model,
        JsonNode training,
        long seed,
        List<JsonNode> metrics,
        Provenance provenance) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** Copies the metrics. */
    public TrialFile {
        metrics = List.copyOf(metrics);
    }

    /** The members of the file, in their order. */
    private record Content(
            String id,
            String fingerprint,
            long seed,
            JsonNode task,
            JsonNode model,
            JsonNode training,
            List<JsonNode> metrics,
            Origin provenance) {}

    /** Provenance with a date that needs no further library. */
    private record Origin(
            String seqmem,
            String created,
            Machine machine,
            EngineVersions engine,
            List<Artefact> artefacts) {}

    /**
     * Writes the file into a trial's directory, over one that is there.
     *
     * @throws SeqmemException IO if it cannot be written; what was there before is there still
     */
    public void write(Path directory) {
        Path place = directory.resolve(TrialDirectory.TRIAL);
        Origin origin =
                new Origin(
                        provenance.seqmem(),
                        provenance.created().toString(),
                        provenance.machine(),
                        provenance.engine(),
                        provenance.artefacts());
        Content content =
                new Content(id, fingerprint, seed, task, model, training, metrics, origin);
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
     * @throws SeqmemException NOT_FOUND if there is none, IO if it is not whole or not readable
     */
    public static TrialFile read(Path directory) {
        Path place = directory.resolve(TrialDirectory.TRIAL);
        try {
            Content content = JSON.readValue(Files.readAllBytes(place), Content.class);
            if (content == null) { // the JSON null
                throw notWhole(place, "null", null);
            }
            Origin origin = content.provenance();
            return new TrialFile(
                    content.id(),
                    content.fingerprint(),
                    content.task(),
                    content.model(),
                    content.training(),
                    content.seed(),
                    content.metrics(),
                    new Provenance(
                            origin.seqmem(),
                            origin.machine(),
                            origin.engine(),
                            origin.artefacts(),
                            Instant.parse(origin.created())));
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
        return new SeqmemException(ErrorCode.IO, place + " is not a whole trial: " + why, cause);
    }

    /**
     * Binds the trial.
     *
     * @param binder knows the plugins that it uses
     * @throws SeqmemException if a plugin is missing or refuses its configuration, or if the id is
     *     not that of the content
     */
    public TrialSpec spec(Binder binder) {
        Problems problems = new Problems(TrialDirectory.TRIAL + " of trial " + id);
        Optional<Bound<Use<TaskPlugin<?>>>> boundTask =
                binder.bindUse(TaskPlugin.class, task, "task", problems);
        Optional<Bound<Use<ModelPlugin<?>>>> boundModel =
                binder.bindUse(ModelPlugin.class, model, "model", problems);
        Optional<Bound<TrainingConfig>> boundTraining =
                binder.bind(TrainingConfig.class, training, "training", problems);
        List<Use<MetricPlugin<?>>> boundMetrics = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            Optional<Bound<Use<MetricPlugin<?>>>> metric =
                    binder.bindUse(
                            MetricPlugin.class, metrics.get(i), "metrics[" + i + "]", problems);
            metric.ifPresent(bound -> boundMetrics.add(bound.value()));
        }
        problems.throwIfAny();
        requireOwnId(
                boundTask.orElseThrow(), boundModel.orElseThrow(), boundTraining.orElseThrow());
        return new TrialSpec(
                id,
                fingerprint,
                boundTask.orElseThrow().value(),
                boundModel.orElseThrow().value(),
                boundTraining.orElseThrow().value(),
                seed,
                boundMetrics);
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
