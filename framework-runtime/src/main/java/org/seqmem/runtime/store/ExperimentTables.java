// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.TrialResult;

/** The tables experiment and experiment_trial. Callers hold a transaction. */
final class ExperimentTables {

    // Long enough that JNI calls do not dominate, short enough that a batch stays small.
    private static final int BATCH = 1_000;

    /** The current revision of every experiment. */
    private static final String CURRENT =
            "SELECT name, revision, max(last_used) FROM experiment GROUP BY name";

    /**
     * The ids of the trials of the current revision of an experiment, whose name is given twice.
     */
    static final String CURRENT_TRIALS =
            "SELECT e.trial_id FROM experiment_trial e WHERE e.experiment = ? AND e.revision ="
                    + " (SELECT revision FROM experiment WHERE name = ?"
                    + " ORDER BY last_used DESC LIMIT 1)";

    private static final String TRIALS =
            "SELECT e.trial_id, e.row_label, e.column_label, e.seed, "
                    + TrialTables.RESULT_COLUMNS
                    + ", t.finished_at FROM experiment_trial e LEFT JOIN trial t ON t.id = e.trial_id"
                    + " WHERE e.experiment = ? AND e.revision = ? AND e.position < ?"
                    + " ORDER BY e.position";

    private static final String METRICS =
            """
            SELECT e.trial_id, m.name, m.value
            FROM experiment_trial e JOIN metric m ON m.trial_id = e.trial_id
            WHERE e.experiment = ? AND e.revision = ? AND e.position < ?
            ORDER BY e.position, m.name
            """;

    private static final String ENDED =
            "SELECT "
                    + TrialTables.RESULT_COLUMNS
                    + TrialTables.SECTION_COLUMNS
                    + " FROM experiment_trial e JOIN trial t ON t.id = e.trial_id"
                    + " WHERE e.experiment = ? AND e.revision = ? ORDER BY e.position";

    private static final String CURVES =
            """
            SELECT e.trial_id, c.name, c.points
            FROM experiment_trial e JOIN curve c ON c.trial_id = e.trial_id
            WHERE e.experiment = ? AND e.revision = ? ORDER BY e.position, c.name
            """;

    private static final String STANDING =
            """
            SELECT e.trial_id || ' ' || coalesce(t.finished_at || ' ' || coalesce(t.judged_by, ''), '')
            FROM experiment_trial e LEFT JOIN trial t ON t.id = e.trial_id
            WHERE e.experiment = ? AND e.revision = ? ORDER BY e.position
            """;

    private final Handle handle;
    private final Clock clock;

    ExperimentTables(Handle handle, Clock clock) {
        this.handle = handle;
        this.clock = clock;
    }

    /** Makes a sheet the current revision of its name and returns its number. */
    int register(ExperimentSheet sheet) {
        String digest = digest(sheet);
        Optional<Integer> known =
                handle.createQuery("SELECT revision FROM experiment WHERE name = ? AND digest = ?")
                        .bind(0, sheet.name())
                        .bind(1, digest)
                        .mapTo(Integer.class)
                        .findOne();
        int revision = known.isPresent() ? known.get() : add(sheet, digest);
        handle.execute(
                "UPDATE experiment SET last_used = (SELECT max(last_used) + 1 FROM experiment)"
                        + " WHERE name = ? AND revision = ?",
                sheet.name(),
                revision);
        return revision;
    }

    private int add(ExperimentSheet sheet, String digest) {
        int revision =
                1
                        + handle.createQuery(
                                        "SELECT coalesce(max(revision), 0) FROM experiment"
                                                + " WHERE name = ?")
                                .bind(0, sheet.name())
                                .mapTo(Integer.class)
                                .one();
        handle.execute(
                "INSERT INTO experiment (name, revision, digest, last_used, created_at, content)"
                        + " VALUES (?, ?, ?, 0, ?, ?)",
                sheet.name(),
                revision,
                digest,
                clock.instant().toString(),
                sheet.content());
        List<ExperimentSheet.Line> lines = sheet.lines();
        for (int from = 0; from < lines.size(); from += BATCH) {
            addLines(sheet.name(), revision, lines, from, Math.min(from + BATCH, lines.size()));
        }
        return revision;
    }

    private void addLines(
            String name, int revision, List<ExperimentSheet.Line> lines, int from, int to) {
        PreparedBatch batch =
                handle.prepareBatch("INSERT INTO experiment_trial VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (int position = from; position < to; position++) {
            ExperimentSheet.Line line = lines.get(position);
            batch.add(
                    name,
                    revision,
                    position,
                    line.trialId(),
                    line.row(),
                    line.column(),
                    line.seed());
        }
        batch.execute();
    }

    /** The current revision of every experiment, by name. */
    List<ExperimentRevision> current() {
        return handle.createQuery(
                        "SELECT e.name, e.revision, e.content, e.created_at, count(x.trial_id),"
                                + " count(t.id) FROM ("
                                + CURRENT
                                + ") c JOIN experiment e ON e.name = c.name AND e.revision ="
                                + " c.revision LEFT JOIN experiment_trial x ON x.experiment ="
                                + " e.name AND x.revision = e.revision LEFT JOIN trial t ON t.id ="
                                + " x.trial_id GROUP BY e.name ORDER BY e.name")
                .map((row, context) -> revision(row))
                .list();
    }

    /** The current revision of one experiment. */
    ExperimentRevision current(Path store, String name) {
        return handle.createQuery(
                        "SELECT e.name, e.revision, e.content, e.created_at, count(x.trial_id),"
                                + " count(t.id) FROM experiment e LEFT JOIN experiment_trial x ON"
                                + " x.experiment = e.name AND x.revision = e.revision LEFT JOIN"
                                + " trial t ON t.id = x.trial_id WHERE e.name = ? AND e.revision"
                                + " = ? GROUP BY e.name")
                .bind(0, name)
                .bind(1, currentRevision(store, name))
                .map((row, context) -> revision(row))
                .one();
    }

    private static ExperimentRevision revision(ResultSet row) throws SQLException {
        return new ExperimentRevision(
                row.getString(1),
                row.getInt(2),
                row.getString(3),
                Instant.parse(row.getString(4)),
                row.getInt(5),
                row.getInt(6));
    }

    private int currentRevision(Path store, String experiment) {
        return handle.createQuery(
                        "SELECT revision FROM experiment WHERE name = ?"
                                + " ORDER BY last_used DESC LIMIT 1")
                .bind(0, experiment)
                .mapTo(Integer.class)
                .findOne()
                .orElseThrow(() -> unknown(store, experiment));
    }

    /** What the ended trials of the current revision were, in the order of the plan. */
    List<StoredTrial> ended(Path store, String experiment) {
        int revision = currentRevision(store, experiment);
        Map<String, Map<String, Double>> metrics = metrics(experiment, revision, Integer.MAX_VALUE);
        return handle.createQuery(ENDED)
                .bind(0, experiment)
                .bind(1, revision)
                .map(
                        (row, context) ->
                                TrialTables.stored(
                                        row,
                                        metrics.getOrDefault(row.getString(1), Map.of()),
                                        Map.of()))
                .list();
    }

    /** A hash of how the trials of the current revision stand. */
    String standing(Path store, String experiment) {
        int revision = currentRevision(store, experiment);
        MessageDigest sha = sha256();
        sha.update((revision + "\n").getBytes(UTF_8));
        handle.createQuery(STANDING)
                .bind(0, experiment)
                .bind(1, revision)
                .mapTo(String.class)
                .forEach(line -> sha.update((line + "\n").getBytes(UTF_8)));
        return HexFormat.of().formatHex(sha.digest());
    }

    /** Reads the curves of the current revision, in the order of the plan. */
    void curves(Path store, String experiment, CurveReader reader) {
        int revision = currentRevision(store, experiment);
        handle.createQuery(CURVES)
                .bind(0, experiment)
                .bind(1, revision)
                .map(
                        (row, context) -> {
                            reader.curve(
                                    row.getString(1),
                                    row.getString(2),
                                    TrialTables.points(row.getString(3)));
                            return true;
                        })
                .forEach(read -> {});
    }

    /** The trials of the current revision in the order of the plan. */
    List<ExperimentTrial> trials(Path store, String experiment, int most) {
        int revision = currentRevision(store, experiment);
        Map<String, Map<String, Double>> metrics = metrics(experiment, revision, most);
        return handle.createQuery(TRIALS)
                .bind(0, experiment)
                .bind(1, revision)
                .bind(2, most)
                .map(
                        (row, context) -> {
                            String id = row.getString(1);
                            boolean ended = row.getString(5) != null;
                            Optional<TrialResult> result =
                                    ended
                                            ? Optional.of(
                                                    TrialTables.result(
                                                            row,
                                                            5,
                                                            metrics.getOrDefault(id, Map.of()),
                                                            Map.of()))
                                            : Optional.empty();
                            return new ExperimentTrial(
                                    id,
                                    row.getString(2),
                                    row.getString(3),
                                    row.getLong(4),
                                    result,
                                    Optional.ofNullable(row.getString("finished_at"))
                                            .map(Instant::parse));
                        })
                .list();
    }

    private Map<String, Map<String, Double>> metrics(String experiment, int revision, int most) {
        Map<String, Map<String, Double>> metrics = new HashMap<>();
        handle.createQuery(METRICS)
                .bind(0, experiment)
                .bind(1, revision)
                .bind(2, most)
                .map(
                        (row, context) ->
                                metrics.computeIfAbsent(
                                                row.getString(1), id -> new LinkedHashMap<>())
                                        .put(row.getString(2), row.getDouble(3)))
                .forEach(previous -> {});
        return metrics;
    }

    private SeqmemException unknown(Path store, String experiment) {
        List<String> names =
                handle.createQuery("SELECT DISTINCT name FROM experiment ORDER BY name")
                        .mapTo(String.class)
                        .list();
        return new SeqmemException(
                ErrorCode.NOT_FOUND,
                "there is no experiment \""
                        + experiment
                        + "\" in "
                        + store
                        + (names.isEmpty() ? "." : ". It has: " + String.join(", ", names) + "."));
    }

    // Every text with its length before it, so that no two sheets read the same.
    private static String digest(ExperimentSheet sheet) {
        List<String> texts = new ArrayList<>(List.of(sheet.content()));
        for (ExperimentSheet.Line line : sheet.lines()) {
            texts.add(line.trialId());
            texts.add(line.row());
            texts.add(line.column());
        }
        MessageDigest sha = sha256();
        for (String text : texts) {
            byte[] bytes = text.getBytes(UTF_8);
            sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            sha.update(bytes);
        }
        return HexFormat.of().formatHex(sha.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java platform has it
        }
    }
}
