// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.seqmem.api.metric.ReferenceLine.Role;

/** The table reference_line and what goes with it in trial. Callers hold a transaction. */
final class JudgementTables {

    /** The columns of a line, in the order in which {@link #line} reads them. */
    private static final String LINE = "metric, reference, role, value, content";

    private final Handle handle;

    JudgementTables(Handle handle) {
        this.handle = handle;
    }

    /** Adds lines to those of a trial, in the place of those of the same names. */
    void put(JudgedTrial trial) {
        Judgement judgement = trial.judgement();
        PreparedBatch batch =
                handle.prepareBatch(
                        "INSERT OR REPLACE INTO reference_line"
                                + " (trial_id, metric, reference, role, value, content)"
                                + " VALUES (?, ?, ?, ?, ?, ?)");
        for (StoredLine line : judgement.lines()) {
            batch.add(
                    trial.id(),
                    line.metric(),
                    line.reference(),
                    line.role().name(),
                    line.value(),
                    line.content());
        }
        batch.execute();
        handle.execute("UPDATE trial SET judged_by = ? WHERE id = ?", trial.judgedBy(), trial.id());
        if (judgement.lines().stream().anyMatch(line -> line.role() == Role.FLOOR)) {
            handle.execute(
                    "UPDATE trial SET suspect = ? WHERE id = ?",
                    judgement.suspect().orElse(null),
                    trial.id());
        }
    }

    /** Lowers all lines of a content that are higher. */
    void lower(String content, double value) {
        handle.execute(
                "UPDATE reference_line SET value = ? WHERE content = ? AND value > ?",
                value,
                content,
                value);
    }

    /** A line of some content, whichever trial it was found for. */
    Optional<StoredLine> line(String content) {
        return handle.createQuery(
                        "SELECT " + LINE + " FROM reference_line" + " WHERE content = ? LIMIT 1")
                .bind(0, content)
                .map((row, context) -> line(row, 1))
                .findOne();
    }

    /**
     * By what the ended trials of the current plan of an experiment were judged; those never are
     * left out.
     */
    Map<String, String> judgedBy(String experiment) {
        Map<String, String> judged = new HashMap<>();
        handle.createQuery(
                        "SELECT t.id, t.judged_by FROM trial t WHERE t.judged_by IS NOT NULL"
                                + " AND t.id IN ("
                                + ExperimentTables.CURRENT_TRIALS
                                + ")")
                .bind(0, experiment)
                .bind(1, experiment)
                .map((row, context) -> judged.put(row.getString(1), row.getString(2)))
                .forEach(previous -> {});
        return judged;
    }

    /** Why trials are suspect, those of the given ones that are. */
    Map<String, String> suspicions(Collection<String> ids) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ids.forEach(array::add);
        Map<String, String> suspicions = new HashMap<>();
        handle.createQuery(
                        "SELECT id, suspect FROM trial WHERE suspect IS NOT NULL AND id IN (SELECT"
                                + " value FROM json_each(?))")
                .bind(0, array.toString())
                .map((row, context) -> suspicions.put(row.getString(1), row.getString(2)))
                .forEach(previous -> {});
        return suspicions;
    }

    /** The judgements of the trials of the current plan of an experiment that have one. */
    Map<String, Judgement> ofExperiment(String experiment) {
        Map<String, List<StoredLine>> lines = new HashMap<>();
        handle.createQuery(
                        "SELECT trial_id, "
                                + LINE
                                + " FROM reference_line WHERE trial_id IN ("
                                + ExperimentTables.CURRENT_TRIALS
                                + ") ORDER BY trial_id, metric, reference")
                .bind(0, experiment)
                .bind(1, experiment)
                .map(
                        (row, context) ->
                                lines.computeIfAbsent(row.getString(1), id -> new ArrayList<>())
                                        .add(line(row, 2)))
                .forEach(added -> {});
        Map<String, String> suspects = new HashMap<>();
        handle.createQuery(
                        "SELECT id, suspect FROM trial WHERE suspect IS NOT NULL AND id IN ("
                                + ExperimentTables.CURRENT_TRIALS
                                + ")")
                .bind(0, experiment)
                .bind(1, experiment)
                .map((row, context) -> suspects.put(row.getString(1), row.getString(2)))
                .forEach(previous -> {});
        Map<String, Judgement> judgements = new HashMap<>();
        lines.forEach(
                (id, own) ->
                        judgements.put(
                                id, new Judgement(own, Optional.ofNullable(suspects.get(id)))));
        return judgements;
    }

    /** The judgement of a trial; without lines if there is none. */
    Judgement of(String trial) {
        List<StoredLine> lines =
                handle.createQuery(
                                "SELECT "
                                        + LINE
                                        + " FROM reference_line WHERE trial_id = ?"
                                        + " ORDER BY metric, reference")
                        .bind(0, trial)
                        .map((row, context) -> line(row, 1))
                        .list();
        Optional<String> suspect =
                handle.createQuery("SELECT suspect FROM trial WHERE id = ? AND suspect IS NOT NULL")
                        .bind(0, trial)
                        .mapTo(String.class)
                        .findOne();
        return new Judgement(lines, suspect);
    }

    private static StoredLine line(ResultSet row, int first) throws SQLException {
        return new StoredLine(
                row.getString(first),
                row.getString(first + 1),
                Role.valueOf(row.getString(first + 2)),
                row.getDouble(first + 3),
                row.getString(first + 4));
    }
}
