// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/** What is left of a store when its process or its files are taken away in the middle. */
class StoreRecoveryTest {

    private static final Instant NOW = Instant.parse("2025-06-06T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final int TRIALS = 40;

    @TempDir Path runs;
    @TempDir Path wreck;

    @Test
    void whateverIsLeftOfTheLogEveryWholeCommitBeforeTheCutIsThere() throws IOException {
        try (Store store = Store.openForWriting(runs, CLOCK)) {
            IntStream.range(0, TRIALS).forEach(i -> store.record(completed(id(i))));
            // As kill -9 leaves it: nothing has been moved from the log to the database yet.
            byte[] database = Files.readAllBytes(runs.resolve("seqmem.db"));
            byte[] log = Files.readAllBytes(runs.resolve("seqmem.db-wal"));
            int before = 0;
            for (int cut = 0; cut <= 8; cut++) {
                Files.write(wreck.resolve("seqmem.db"), database);
                Files.write(
                        wreck.resolve("seqmem.db-wal"),
                        Arrays.copyOf(log, (int) ((long) log.length * cut / 8)));
                Files.deleteIfExists(wreck.resolve("seqmem.db-shm"));

                int found = recordsIn(wreck);

                assertThat(found)
                        .as("records after " + cut + "/8 of the log")
                        .isBetween(before, TRIALS);
                before = found;
            }
            assertThat(before).isEqualTo(TRIALS);
        }
    }

    /** Those found are the first ones, and another can be added. */
    private static int recordsIn(Path directory) {
        try (Store store = Store.openForWriting(directory, CLOCK)) {
            List<String> all = IntStream.range(0, TRIALS).mapToObj(StoreRecoveryTest::id).toList();
            int found = store.ends(all).size();
            assertThat(store.ends(all.subList(0, found))).hasSize(found);
            store.record(completed("ffffffffffff"));
            assertThat(store.trial("ffffffffffff").result().metrics()).containsEntry("nmse", 0.5);
            return found;
        }
    }

    @Test
    void rubbishInTheLogCostsNothingThatWasInTheDatabase() throws IOException {
        try (Store store = Store.openForWriting(runs, CLOCK)) {
            store.record(completed(id(0)));
        }
        Files.writeString(runs.resolve("seqmem.db-wal"), "no log ".repeat(5000));
        Files.writeString(runs.resolve("seqmem.db-shm"), "no index ".repeat(5000));

        try (Store store = Store.openForWriting(runs, CLOCK)) {
            assertThat(store.trial(id(0)).id()).isEqualTo(id(0));
            store.record(completed(id(1)));
        }
    }

    @Test
    void nothingIsWrittenToAFileThatNobodyWouldFind() throws IOException {
        try (Store store = Store.openForWriting(runs, CLOCK)) {
            store.record(completed(id(0)));
            Files.delete(runs.resolve("seqmem.db"));

            assertThat(unavailable(() -> store.record(completed(id(1)))))
                    .contains("was removed while it was in use");

            Files.createFile(runs.resolve("seqmem.db"));
            assertThat(unavailable(() -> store.record(completed(id(1)))))
                    .contains("was replaced by another file");
        }
    }

    @Test
    void aClockThatJumpsConfusesNobody() {
        Deque<Instant> times =
                new ArrayDeque<>(
                        List.of(
                                NOW, // of the lock
                                NOW,
                                Instant.parse("1970-01-01T00:00:00Z"),
                                Instant.parse("2038-01-19T03:14:08Z")));
        InstantSource jumping = () -> times.isEmpty() ? Instant.EPOCH : times.remove();
        try (Store store = Store.openForWriting(runs, jumping.withZone(ZoneOffset.UTC))) {
            store.register(sheet("x"));
            store.register(sheet("y"));
            assertThat(store.experiments())
                    .extracting(ExperimentRevision::content)
                    .containsExactly("y");
            store.register(sheet("z"));
            store.register(sheet("x"));

            assertThat(store.experiments())
                    .extracting(ExperimentRevision::content)
                    .containsExactly("x");
            store.record(completed(id(0), NOW));
            store.record(completed(id(0), Instant.EPOCH));
            assertThat(store.trial(id(0)).finishedAt()).isEqualTo(Instant.EPOCH);
        }
        try (Store store = Store.openForReading(runs)) {
            assertThat(store.experiments())
                    .extracting(ExperimentRevision::revision)
                    .containsExactly(1);
            assertThat(store.trialsOf("first").get(0).result()).isPresent();
        }
    }

    private static String id(int number) {
        return "%012x".formatted(number);
    }

    private static ExperimentSheet sheet(String content) {
        return new ExperimentSheet(
                "first", content, List.of(new ExperimentSheet.Line(id(0), "impulse", "lstm", 1)));
    }

    private static StoredTrial completed(String id) {
        return completed(id, NOW);
    }

    private static StoredTrial completed(String id, Instant when) {
        return new StoredTrial(
                "{}",
                "{}",
                "{}",
                1,
                "impulse",
                "lstm",
                new TrialResult(
                        id,
                        "f1",
                        Outcome.COMPLETED,
                        Optional.empty(),
                        Optional.empty(),
                        10,
                        1,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        17,
                        "cpu",
                        Map.of("nmse", 0.5),
                        Map.of("line", new double[64]),
                        Map.of(),
                        List.of()),
                when);
    }

    private static String unavailable(ThrowingCallable call) {
        SeqmemException thrown = catchThrowableOfType(SeqmemException.class, call);
        assertThat(thrown.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
        return String.valueOf(thrown.getMessage());
    }
}
