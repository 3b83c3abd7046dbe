// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/** The tables trial, metric and curve. Callers hold a transaction. */
final class TrialTables {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern BEGINNING_OF_AN_ID = Pattern.compile("[0-9a-f]{1,12}");

    // Enough to show that a prefix is short of many, few enough for a line.
    private static final int SHOWN_CANDIDATES = 4;

    /** The columns of a result, in the order in which {@link #result} reads them. */
    static final String RESULT_COLUMNS =
            "t.id, t.fingerprint, t.outcome, t.code, t.message, t.steps, t.seconds,"
                    + " t.training_loss, t.validation_nmse, t.parameters, t.device, t.measured,"
                    + " t.log, t.peak_memory";

    /** The further columns of a trial, to follow those of its result. */
    static final String SECTION_COLUMNS =
            ", t.task, t.model, t.training, t.seed, t.task_label, t.model_label, t.finished_at";

    private static final String PUT =
            """
            INSERT INTO trial (id, fingerprint, outcome, task_label, model_label, seed, steps,
                seconds, parameters, device, training_loss, validation_nmse, finished_at, code,
                message, measured, log, peak_memory, task, model, training)
            VALUES (:id, :fingerprint, :outcome, :taskLabel, :modelLabel, :seed, :steps,
                :seconds, :parameters, :device, :trainingLoss, :validationNmse, :finishedAt, :code,
                :message, :measured, :log, :peakMemory, :task, :model, :training)
            """;

    private final Handle handle;

    TrialTables(Handle handle) {
        this.handle = handle;
    }

    /** Puts a trial in the place of what was known of it. */
    void put(StoredTrial trial) {
        TrialResult result = trial.result();
        // Metrics and curves go with it.
        handle.execute("DELETE FROM trial WHERE id = ?", result.id());
        handle.createUpdate(PUT)
                .bind("id", result.id())
                .bind("fingerprint", result.fingerprint())
                .bind("outcome", result.outcome().name())
                .bind("taskLabel", trial.taskLabel())
                .bind("modelLabel", trial.modelLabel())
                .bind("seed", trial.seed())
                .bind("steps", result.steps())
                .bind("seconds", result.seconds())
                .bind("parameters", result.parameters())
                .bind("device", result.device())
                .bind("trainingLoss", result.trainingLoss().orElse(null))
                .bind("validationNmse", result.validationNmse().orElse(null))
                .bind("finishedAt", trial.finishedAt().toString())
                .bind("code", result.code().orElse(null))
                .bind("message", result.message().orElse(null))
                .bind("measured", json(result.measured()))
                .bind("log", result.log().isEmpty() ? null : json(result.log()))
                .bind("peakMemory", result.peakMemory().orElse(null))
                .bind("task", trial.task())
                .bind("model", trial.model())
                .bind("training", trial.training())
                .execute();
        putAll(
                "INSERT INTO metric (trial_id, name, value) VALUES (?, ?, ?)",
                result.metrics(),
                result);
        Map<String, String> curves = new LinkedHashMap<>();
        result.curves().forEach((name, points) -> curves.put(name, json(points)));
        putAll("INSERT INTO curve (trial_id, name, points) VALUES (?, ?, ?)", curves, result);
    }

    private void putAll(String insert, Map<String, ?> values, TrialResult result) {
        if (values.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(insert);
        values.forEach((name, value) -> batch.add(result.id(), name, value));
        batch.execute();
    }

    /** How those of the given trials ended that have, with one query for any number of them. */
    Map<String, TrialEnd> ends(Collection<String> ids) {
        Map<String, TrialEnd> ends = new HashMap<>();
        Map<String, Map<String, String>> measured = new HashMap<>(); // most trials have the same
        handle.createQuery(
                        "SELECT id, outcome, fingerprint, measured FROM trial"
                                + " WHERE id IN (SELECT value FROM json_each(?))")
                .bind(0, json(ids))
                .map(
                        (row, context) ->
                                ends.put(
                                        row.getString(1),
                                        new TrialEnd(
                                                Outcome.valueOf(row.getString(2)),
                                                row.getString(3),
                                                measured.computeIfAbsent(
                                                        row.getString(4), TrialTables::measured))))
                .forEach(previous -> {});
        return ends;
    }

    /** Whether the id of a trial begins so. */
    boolean isBeginning(String prefix) {
        return BEGINNING_OF_AN_ID.matcher(prefix).matches() && !idsWith(prefix, 1).isEmpty();
    }

    private List<String> idsWith(String prefix, int most) {
        // "g" is the first character after those of an id.
        return handle.createQuery("SELECT id FROM trial WHERE id >= ? AND id < ? ORDER BY id")
                .bind(0, prefix)
                .bind(1, prefix + "g")
                .setMaxRows(most)
                .mapTo(String.class)
                .list();
    }

    /** The one trial whose id begins so. */
    StoredTrial get(Path store, String prefix) {
        if (!BEGINNING_OF_AN_ID.matcher(prefix).matches()) {
            throw new SeqmemException(
                    ErrorCode.INVALID_ARGUMENT,
                    "\""
                            + prefix
                            + "\" is no trial id: those are 12 characters of 0-9 and a-f, of which"
                            + " the first few are enough. seqmem trials EXPERIMENT lists them.");
        }
        List<String> ids = idsWith(prefix, SHOWN_CANDIDATES + 1);
        if (ids.isEmpty()) {
            throw new SeqmemException(
                    ErrorCode.NOT_FOUND,
                    "no trial in "
                            + store
                            + " has an id that begins with "
                            + prefix
                            + ". seqmem trials EXPERIMENT lists those of an experiment.");
        }
        if (ids.size() > 1) {
            throw new SeqmemException(
                    ErrorCode.INVALID_ARGUMENT,
                    "the ids of several trials begin with "
                            + prefix
                            + ": "
                            + String.join(
                                    ", ", ids.subList(0, Math.min(ids.size(), SHOWN_CANDIDATES)))
                            + (ids.size() > SHOWN_CANDIDATES ? ", ..." : "")
                            + ". Give more of it.");
        }
        return get(ids.get(0));
    }

    private StoredTrial get(String id) {
        Map<String, Double> metrics = new LinkedHashMap<>();
        handle.createQuery("SELECT name, value FROM metric WHERE trial_id = ? ORDER BY name")
                .bind(0, id)
                .map((row, context) -> metrics.put(row.getString(1), row.getDouble(2)))
                .forEach(previous -> {});
        Map<String, double[]> curves = new LinkedHashMap<>();
        handle.createQuery("SELECT name, points FROM curve WHERE trial_id = ? ORDER BY name")
                .bind(0, id)
                .map((row, context) -> curves.put(row.getString(1), points(row.getString(2))))
                .forEach(previous -> {});
        return handle.createQuery(
                        "SELECT "
                                + RESULT_COLUMNS
                                + SECTION_COLUMNS
                                + " FROM trial t WHERE t.id = ?")
                .bind(0, id)
                .map((row, context) -> stored(row, metrics, curves))
                .one();
    }

    /** Reads {@link #RESULT_COLUMNS} and {@link #SECTION_COLUMNS} from a row. */
    static StoredTrial stored(
            ResultSet row, Map<String, Double> metrics, Map<String, double[]> curves)
            throws SQLException {
        return new StoredTrial(
                row.getString("task"),
                row.getString("model"),
                row.getString("training"),
                row.getLong("seed"),
                row.getString("task_label"),
                row.getString("model_label"),
                result(row, 1, metrics, curves),
                Instant.parse(row.getString("finished_at")));
    }

    /** Reads {@link #RESULT_COLUMNS} from a row, the first of them at the given place. */
    static TrialResult result(
            ResultSet row, int first, Map<String, Double> metrics, Map<String, double[]> curves)
            throws SQLException {
        return new TrialResult(
                row.getString(first),
                row.getString(first + 1),
                Outcome.valueOf(row.getString(first + 2)),
                Optional.ofNullable(row.getString(first + 3)),
                Optional.ofNullable(row.getString(first + 4)),
                row.getLong(first + 5),
                row.getDouble(first + 6),
                memory(row, first + 13),
                optional(row, first + 7),
                optional(row, first + 8),
                row.getLong(first + 9),
                row.getString(first + 10),
                metrics,
                curves,
                measured(row.getString(first + 11)),
                log(row.getString(first + 12)));
    }

    private static Map<String, String> measured(String json) {
        return read(json, new TypeReference<Map<String, String>>() {});
    }

    private static List<String> log(@Nullable String json) {
        return json == null ? List.of() : read(json, new TypeReference<List<String>>() {});
    }

    private static Optional<Long> memory(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Double> optional(ResultSet row, int column) throws SQLException {
        double value = row.getDouble(column);
        return row.wasNull() ? Optional.empty() : Optional.of(value);
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // arrays and strings always have a JSON form
        }
    }

    static double[] points(String json) {
        return read(json, new TypeReference<double[]>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new SeqmemException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "the store holds text that is not the JSON it should be: "
                            + e.getOriginalMessage(),
                    e);
        }
    }
}
