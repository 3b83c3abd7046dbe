// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

class StoreTest {

    private static final Instant NOW = Instant.parse("2025-06-06T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    // Far more bound values than SQLite takes in one statement.
    private static final int MANY = 100_000;

    @TempDir Path runs;

    // ---- trials ----

    @Test
    void givesBackAfterReopeningWhatWasRecorded() {
        StoredTrial trial =
                completed("3fa91c0d22be", Map.of("nmse", 0.25, "measured-memory.l1", 1e-300));
        try (Store store = open()) {
            assertThat(store.created()).isTrue();
            store.record(trial);
        }
        try (Store store = open()) {
            assertThat(store.created()).isFalse();
            assertThat(store.trial("3fa91c0d22be")).usingRecursiveComparison().isEqualTo(trial);
        }
    }

    @Test
    void keepsCodeAndMessageOfAFailureAndHasNoNumbersForIt() {
        StoredTrial failed = failed("aa0000000000");
        try (Store store = open()) {
            store.record(failed);

            assertThat(store.trial("aa").result())
                    .usingRecursiveComparison()
                    .isEqualTo(failed.result());
        }
    }

    @Test
    void replacesEverythingKnownOfATrialThatRanAgain() {
        try (Store store = open()) {
            store.record(completed("aa0000000000", Map.of("nmse", 0.5, "mse", 2.0)));
            store.record(completed("aa0000000000", Map.of("nmse", 0.25)));

            assertThat(store.trial("aa").result().metrics()).isEqualTo(Map.of("nmse", 0.25));
        }
    }

    @Test
    void findsATrialByTheBeginningOfItsId() {
        try (Store store = open()) {
            store.record(completed("3fa91c0d22be", Map.of()));
            store.record(completed("3fb000000000", Map.of()));

            assertThat(store.trial("3fa").id()).isEqualTo("3fa91c0d22be");
            assertThat(refusal(ErrorCode.INVALID_ARGUMENT, () -> store.trial("3f")))
                    .contains("3fa91c0d22be, 3fb000000000");
            assertThat(refusal(ErrorCode.INVALID_ARGUMENT, () -> store.trial("3%")))
                    .contains("no trial id");
            assertThat(refusal(ErrorCode.NOT_FOUND, () -> store.trial("00"))).contains("00");
        }
    }

    @Test
    void looksUpAHundredThousandIdsWithOneQuery() {
        List<String> ids = IntStream.range(0, MANY).mapToObj("%012x"::formatted).toList();
        try (Store store = open()) {
            store.record(completed(ids.get(7), Map.of()));
            store.record(failed(ids.get(MANY - 1)));

            assertThat(store.ends(ids))
                    .containsOnly(
                            Map.entry(
                                    ids.get(7),
                                    new TrialEnd(
                                            Outcome.COMPLETED,
                                            "f1",
                                            Map.of("nmse", "00d1935fa271"))),
                            Map.entry(
                                    ids.get(MANY - 1),
                                    new TrialEnd(Outcome.FAILED, "f1", Map.of())));
        }
    }

    @Test
    void keepsPlainColumnsForOtherPrograms() throws SQLException {
        try (Store store = open()) {
            store.record(completed("3fa91c0d22be", Map.of("nmse", 0.25)));
        }

        assertThat(
                        query(
                                "SELECT t.task_label || ' ' || t.model_label || ' ' || t.seed || ' '"
                                        + " || t.finished_at || ' ' || m.value || ' ' ||"
                                        + " json_extract(t.model, '$.hidden-size') FROM trial t JOIN"
                                        + " metric m ON m.trial_id = t.id WHERE m.name = 'nmse'"))
                .isEqualTo("impulse delay=8 lstm-64 3 2025-06-06T12:00:00Z 0.25 64");
    }

    // ---- experiments ----

    @Test
    void readsWhatTheEndedTrialsOfAnExperimentWereAndTheirCurvesInTheOrderOfThePlan() {
        StoredTrial last = completed("aa0000000000", Map.of("nmse", 0.25));
        StoredTrial first = completed("cc0000000000", Map.of("nmse", 0.5));
        try (Store store = open()) {
            store.register(sheet("first", "x", "cc0000000000", "bb0000000000", "aa0000000000"));
            store.record(last);
            store.record(first);
            store.record(completed("dd0000000000", Map.of())); // of no experiment

            List<StoredTrial> ended = store.endedTrialsOf("first");
            assertThat(ended).extracting(StoredTrial::id).containsExactly(first.id(), last.id());
            assertThat(ended.get(0))
                    .usingRecursiveComparison()
                    .ignoringFields("result.curves")
                    .isEqualTo(first);
            List<String> curves = new ArrayList<>();
            store.curvesOf(
                    "first",
                    (id, name, points) -> curves.add(id + " " + name + " " + points.length));
            assertThat(curves)
                    .containsExactly(
                            "cc0000000000 measured-memory 3", "aa0000000000 measured-memory 3");
            assertThat(store.experiment("first").ended()).isEqualTo(2);
            assertThat(refusal(ErrorCode.NOT_FOUND, () -> store.experiment("second")))
                    .contains("It has: first");
        }
    }

    @Test
    void listsTheTrialsOfAnExperimentInTheOrderOfItsPlanWithTheirResults() {
        try (Store store = open()) {
            store.record(completed("bb0000000000", Map.of("nmse", 0.5, "mse", 1.0)));
            store.register(sheet("first", "x", "cc0000000000", "bb0000000000", "aa0000000000"));

            List<ExperimentTrial> trials = store.trialsOf("first");

            assertThat(trials)
                    .extracting(ExperimentTrial::trialId)
                    .containsExactly("cc0000000000", "bb0000000000", "aa0000000000");
            assertThat(trials.get(0).result()).isEmpty();
            assertThat(trials.get(0).finishedAt()).isEmpty();
            assertThat(trials.get(1).finishedAt()).hasValue(NOW);
            assertThat(trials.get(1).result().orElseThrow().metrics())
                    .isEqualTo(Map.of("nmse", 0.5, "mse", 1.0));
            assertThat(trials.get(1).row()).isEqualTo("impulse delay=1");
            assertThat(trials.get(1).seed()).isEqualTo(3);
        }
    }

    @Test
    void makesANewRevisionOfOtherContentOnly() {
        try (Store store = open()) {
            assertThat(store.register(sheet("first", "x", "aa0000000000"))).isEqualTo(1);
            assertThat(store.register(sheet("first", "x", "aa0000000000"))).isEqualTo(1);
            assertThat(store.register(sheet("first", "y", "aa0000000000"))).isEqualTo(2);
            assertThat(store.register(sheet("first", "x", "bb0000000000"))).isEqualTo(3);
            assertThat(store.register(sheet("second", "x", "aa0000000000"))).isEqualTo(1);
        }
    }

    @Test
    void showsTheRevisionThatWasRunLast() {
        try (Store store = open()) {
            store.register(sheet("first", "x", "aa0000000000"));
            store.register(sheet("first", "y", "bb0000000000", "cc0000000000"));
            store.record(completed("bb0000000000", Map.of()));
            assertThat(store.experiments())
                    .containsExactly(new ExperimentRevision("first", 2, "y", NOW, 2, 1));

            store.register(sheet("first", "x", "aa0000000000"));

            assertThat(store.experiments())
                    .containsExactly(new ExperimentRevision("first", 1, "x", NOW, 1, 0));
            assertThat(store.trialsOf("first"))
                    .extracting(ExperimentTrial::trialId)
                    .containsExactly("aa0000000000");
        }
    }

    @Test
    void namesTheExperimentsItHasWhenOneIsUnknown() {
        try (Store store = open()) {
            store.register(sheet("first", "x", "aa0000000000"));

            assertThat(refusal(ErrorCode.NOT_FOUND, () -> store.trialsOf("frist")))
                    .contains("It has: first.");
        }
    }

    // ---- readers and writers ----

    @Test
    void isReadWhileItIsWritten() {
        try (Store writer = open();
                Store reader = Store.openForReading(runs)) {
            writer.record(completed("aa0000000000", Map.of("nmse", 0.5)));
            assertThat(reader.trial("aa").result().metrics()).containsEntry("nmse", 0.5);

            writer.record(completed("bb0000000000", Map.of("nmse", 0.25)));
            assertThat(reader.trial("bb").result().metrics()).containsEntry("nmse", 0.25);
        }
    }

    @Test
    void commitsWhileAReaderIsInTheMiddleOfReading() throws SQLException {
        try (Store writer = open()) {
            writer.record(completed("aa0000000000", Map.of()));
            try (Connection connection = connect();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.executeQuery("SELECT count(*) FROM trial").next();

                writer.record(completed("bb0000000000", Map.of()));
            }
            assertThat(writer.trial("bb").id()).isEqualTo("bb0000000000");
        }
    }

    @Test
    void readersDoNotWrite() {
        try (Store writer = open();
                Store reader = Store.openForReading(runs)) {
            unavailable(() -> reader.record(completed("aa0000000000", Map.of())));
            assertThat(writer.ends(List.of("aa0000000000"))).isEmpty();
        }
    }

    @Test
    void tellsASecondDriverWhoIsWriting() {
        try (Store first = open()) {
            assertThat(first.created()).isTrue();
            assertThat(unavailable(this::open))
                    .contains("process " + ProcessHandle.current().pid())
                    .contains("since 2025-06-06T12:00:00Z")
                    .contains("seqmem.db");
        }
        open().close();
    }

    @Test
    void saysThatAnotherProgramHoldsALockAndGoesOnWhenItIsGone() throws SQLException {
        StoredTrial trial = completed("aa0000000000", Map.of());
        try (Store store = Store.openForWriting(runs, CLOCK, Duration.ofMillis(1));
                Connection other = connect();
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(unavailable(() -> store.record(trial))).contains("locked by another");

            statement.execute("ROLLBACK");
            store.record(trial);

            assertThat(store.trial("aa").id()).isEqualTo("aa0000000000");
        }
    }

    // ---- files that are no good ----

    @Test
    void readersSayThatNothingHasBeenRunYet() {
        assertThat(refusal(ErrorCode.NOT_FOUND, () -> Store.openForReading(runs)))
                .contains("nothing has been run");
        assertThat(runs).isEmptyDirectory();
    }

    @Test
    void refusesWhatIsNotADatabase() throws IOException {
        Files.writeString(runs.resolve("seqmem.db"), "this is my diary, ".repeat(100));

        assertThat(unavailable(this::open)).contains("not an SQLite database");
        assertThat(unavailable(() -> Store.openForReading(runs)))
                .contains("not an SQLite database");
    }

    @Test
    void refusesADatabaseOfAnotherProgramAndLeavesItAsItIs() throws SQLException {
        execute("CREATE TABLE bookmark (url TEXT)");

        assertThat(unavailable(this::open)).contains("a database of another program");
        assertThat(query("SELECT group_concat(name) FROM sqlite_master")).isEqualTo("bookmark");
    }

    @Test
    void refusesADirectoryInThePlaceOfTheFile() throws IOException {
        Files.createDirectory(runs.resolve("seqmem.db"));

        assertThat(unavailable(this::open)).contains("a directory");
    }

    @Test
    void refusesAFileInThePlaceOfTheRunsDirectory() throws IOException {
        Path file = Files.createFile(runs.resolve("file"));

        assertThat(unavailable(() -> Store.openForWriting(file, CLOCK)))
                .contains("cannot be written to");
        assertThat(unavailable(() -> Store.openForWriting(file.resolve("runs"), CLOCK)))
                .contains("cannot be written to");
    }

    @Test
    void refusesANewerSchema() throws SQLException {
        open().close();
        execute("PRAGMA user_version = 99");

        assertThat(unavailable(this::open)).contains("newer Seqmem (schema 99, this one knows 4)");
        assertThat(unavailable(() -> Store.openForReading(runs))).contains("newer Seqmem");
    }

    @Test
    void saysWhatToDoAboutADamagedFile() throws IOException {
        try (Store store = open()) {
            store.record(completed("aa0000000000", Map.of("nmse", 0.5)));
        }
        Path file = runs.resolve("seqmem.db");
        byte[] bytes = Files.readAllBytes(file);
        // The header stays, everything behind the first page becomes rubbish.
        Arrays.fill(bytes, 4096, bytes.length, (byte) 0x5a);
        Files.write(file, bytes);

        assertThat(
                        unavailable(
                                () -> {
                                    try (Store store = open()) {
                                        store.trial("aa");
                                    }
                                }))
                .contains("damaged")
                .contains("trials directory");
    }

    @Test
    void saysThatTheDiskIsFull() throws SQLException {
        open().close();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = 1"); // as far as SQLite sees: the disk
            SQLException full =
                    catchThrowableOfType(
                            SQLException.class,
                            () ->
                                    statement.execute(
                                            "CREATE TABLE big AS SELECT zeroblob(1000000)"));

            assertThat(StoreFailures.of(runs.resolve("seqmem.db"), full))
                    .hasMessageContaining("disk")
                    .hasMessageContaining("is full");
        }
    }

    @Test
    void finishesAFirstOpeningThatWasCutOff() throws IOException, SQLException {
        Files.createFile(runs.resolve("seqmem.db"));
        open().close();
        // As if killed between Flyway's own table and the first migration.
        String flyway = query("SELECT sql FROM sqlite_master WHERE name = 'flyway_schema_history'");
        Files.delete(runs.resolve("seqmem.db"));
        execute(flyway);

        try (Store store = open()) {
            store.record(completed("aa0000000000", Map.of()));
        }
    }

    @Test
    void theSchemaItSkipsForIsTheOneThatMigrationsMake() throws SQLException {
        open().close();

        assertThat(query("PRAGMA user_version")).isEqualTo(String.valueOf(Database.SCHEMA));
        assertThat(query("SELECT max(version) FROM flyway_schema_history"))
                .isEqualTo(String.valueOf(Database.SCHEMA));
        assertThat(query("PRAGMA journal_mode")).isEqualTo("wal");
    }

    @Test
    void livesInADirectoryWithAnOddName() {
        Path odd = runs.resolve("my runs?#%41&ü");
        try (Store store = Store.openForWriting(odd, CLOCK)) {
            store.record(completed("aa0000000000", Map.of()));
        }

        assertThat(odd.resolve("seqmem.db")).isRegularFile();
        try (Store store = Store.openForReading(odd)) {
            assertThat(store.trial("aa").id()).isEqualTo("aa0000000000");
        }
    }

    // ---- what the tests are made of ----

    private Store open() {
        return Store.openForWriting(runs, CLOCK);
    }

    private static StoredTrial completed(String id, Map<String, Double> metrics) {
        return stored(
                new TrialResult(
                        id,
                        "f1",
                        Outcome.COMPLETED,
                        Optional.empty(),
                        Optional.empty(),
                        1000,
                        1.5,
                        Optional.of(314_572_800L),
                        Optional.of(0.125),
                        Optional.of(0.0625),
                        17_000,
                        "cpu",
                        metrics,
                        Map.of("measured-memory", new double[] {1, 0.5, 1.0 / 3}),
                        Map.of("nmse", "00d1935fa271"),
                        List.of()));
    }

    @Test
    void keepsWhatReferencesSayBesideATrialAndForgetsItWithTheTrial() {
        StoredLine floor = new StoredLine("nmse", "state-floor", Role.FLOOR, 0.5, "content-1");
        StoredLine zero = new StoredLine("nmse", "predict-zero", Role.BASELINE, 1, "content-2");
        try (Store store = open()) {
            store.register(sheet("first-look", "x", "aa0000000000", "bb0000000000"));
            store.record(completed("aa0000000000", Map.of()));
            store.judge(
                    List.of(
                            new JudgedTrial(
                                    "aa0000000000",
                                    "judged-1",
                                    new Judgement(List.of(floor, zero), Optional.of("too good")))));

            Judgement judgement = store.judgement("aa0000000000");
            assertThat(judgement.lines()).containsExactly(zero, floor);
            assertThat(judgement.suspect()).hasValue("too good");
            assertThat(judgement.floor("nmse")).hasValue(0.5);
            assertThat(judgement.floor("nmse.last-step")).isEmpty();
            assertThat(store.judgements("first-look"))
                    .containsExactly(Map.entry("aa0000000000", judgement));
            assertThat(store.judgedBy("first-look"))
                    .containsExactly(Map.entry("aa0000000000", "judged-1"));

            store.record(completed("aa0000000000", Map.of()));
            assertThat(store.judgement("aa0000000000"))
                    .isEqualTo(new Judgement(List.of(), Optional.empty()));
            assertThat(store.judgedBy("first-look")).isEmpty();
        }
    }

    @Test
    void keepsLinesOfEveryRole() {
        List<StoredLine> lines =
                Arrays.stream(Role.values())
                        .map(role -> new StoredLine("nmse", role.name(), role, 0.5, "content"))
                        .toList();
        try (Store store = open()) {
            store.record(completed("aa0000000000", Map.of()));
            store.judge(
                    List.of(
                            new JudgedTrial(
                                    "aa0000000000",
                                    "judged-1",
                                    new Judgement(lines, Optional.empty()))));

            assertThat(store.judgement("aa0000000000").lines())
                    .containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    @Test
    void keepsTheLinesOfAStoreOfSchemaThree() throws SQLException {
        StoredLine floor = new StoredLine("nmse", "state-floor", Role.FLOOR, 0.5, "content");
        Flyway.configure()
                .dataSource("jdbc:sqlite:" + runs.resolve("seqmem.db"), "", "")
                .locations("classpath:org/seqmem/runtime/store/migration")
                .target("3")
                .load()
                .migrate();
        execute(
                "INSERT INTO trial SELECT 'aa0000000000', 'f1', 'COMPLETED', 'task', 'model', 3, 9,"
                        + " 1.5, 7, 'cpu', NULL, NULL, '"
                        + NOW
                        + "', NULL, NULL, '{}', NULL, '{}', '{}', '{}', NULL, 'judged-1', NULL");
        execute(
                "INSERT INTO reference_line SELECT 'aa0000000000', 'nmse', 'state-floor', 'FLOOR',"
                        + " 0.5, 'content'");

        try (Store store = open()) {
            assertThat(store.judgement("aa0000000000").lines()).containsExactly(floor);
            assertThat(store.line("content")).hasValue(floor);
            store.record(completed("aa0000000000", Map.of()));
            assertThat(store.line("content")).as("goes with its trial").isEmpty();
        }
        assertThat(query("SELECT sql FROM sqlite_master WHERE name = 'reference_line_content'"))
                .contains("ON reference_line (content, value)");
    }

    @Test
    void standsDifferentlyOnceATrialEndsOrIsJudged() {
        Judgement none = new Judgement(List.of(), Optional.empty());
        Set<String> seen = new HashSet<>();
        try (Store store = open()) {
            store.register(sheet("first-look", "x", "aa0000000000", "bb0000000000"));
            assertThat(seen.add(store.standing("first-look"))).isTrue();
            store.record(completed("aa0000000000", Map.of()));
            assertThat(seen.add(store.standing("first-look"))).as("ended").isTrue();
            store.judge(List.of(new JudgedTrial("aa0000000000", "judged-1", none)));
            assertThat(seen.add(store.standing("first-look"))).as("judged").isTrue();
            store.register(sheet("first-look", "y", "aa0000000000", "bb0000000000"));
            assertThat(seen.add(store.standing("first-look"))).as("revised").isTrue();

            store.record(completed("cc0000000000", Map.of()));
            assertThat(seen).as("a trial of others").contains(store.standing("first-look"));
        }
    }

    @Test
    void clearsASuspicionOnlyByAFloor() {
        StoredLine floor = new StoredLine("nmse", "state-floor", Role.FLOOR, 0.5, "content-1");
        StoredLine zero = new StoredLine("nmse", "predict-zero", Role.BASELINE, 1, "content-2");
        try (Store store = open()) {
            store.record(completed("aa0000000000", Map.of()));
            store.judge(
                    List.of(
                            new JudgedTrial(
                                    "aa0000000000",
                                    "1",
                                    new Judgement(List.of(floor), Optional.of("why")))));
            store.judge(
                    List.of(
                            new JudgedTrial(
                                    "aa0000000000",
                                    "2",
                                    new Judgement(List.of(zero), Optional.empty()))));
            assertThat(store.judgement("aa0000000000").suspect()).hasValue("why");
            assertThat(store.judgement("aa0000000000").lines()).containsExactly(zero, floor);

            store.judge(
                    List.of(
                            new JudgedTrial(
                                    "aa0000000000",
                                    "3",
                                    new Judgement(List.of(floor), Optional.empty()))));
            assertThat(store.judgement("aa0000000000").suspect()).isEmpty();
        }
    }

    @Test
    void findsLinesByTheirContentAndLowersAllOfThem() {
        StoredLine fit = new StoredLine("nmse", "oracle-fit", Role.ORACLE, 0.3, "content");
        try (Store store = open()) {
            assertThat(store.line("content")).isEmpty();
            for (String id : List.of("aa0000000000", "bb0000000000")) {
                store.record(completed(id, Map.of()));
                store.judge(
                        List.of(
                                new JudgedTrial(
                                        id, "1", new Judgement(List.of(fit), Optional.empty()))));
            }
            store.lower("content", 0.4);
            assertThat(store.line("content")).hasValue(fit);
            store.lower("content", 0.2);
            assertThat(store.judgement("aa0000000000").lines().get(0).value()).isEqualTo(0.2);
            assertThat(store.judgement("bb0000000000").lines().get(0).value()).isEqualTo(0.2);
        }
    }

    private static StoredTrial failed(String id) {
        return stored(
                new TrialResult(
                        id,
                        "f1",
                        Outcome.FAILED,
                        Optional.of("PLUGIN_FAILED"),
                        Optional.of("model \"lstm\" threw"),
                        0,
                        0.1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        "cpu",
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        List.of("line 7", "model \"lstm\" threw")));
    }

    private static StoredTrial stored(TrialResult result) {
        return new StoredTrial(
                "{\"use\":\"linear-functional\"}",
                "{\"hidden-size\":64,\"use\":\"lstm\"}",
                "{\"steps\":1000}",
                3,
                "impulse delay=8",
                "lstm-64",
                result,
                NOW);
    }

    private static ExperimentSheet sheet(String name, String content, String... ids) {
        List<ExperimentSheet.Line> lines = new ArrayList<>();
        for (String id : ids) {
            lines.add(new ExperimentSheet.Line(id, "impulse delay=" + lines.size(), "lstm", 3));
        }
        return new ExperimentSheet(name, content, lines);
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + runs.resolve("seqmem.db"));
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static String unavailable(ThrowingCallable call) {
        return refusal(ErrorCode.STORE_UNAVAILABLE, call);
    }

    private static String refusal(ErrorCode code, ThrowingCallable call) {
        SeqmemException thrown = catchThrowableOfType(SeqmemException.class, call);
        assertThat(thrown).extracting(SeqmemException::code).isEqualTo(code);
        return String.valueOf(thrown.getMessage());
    }
}
