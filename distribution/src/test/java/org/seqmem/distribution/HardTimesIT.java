// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.store.Store;

/**
 * What happens to disks and stores, and that a sentence follows, nothing is lost, and the next run
 * recovers.
 */
class HardTimesIT {

    private static final boolean FULL = "full".equals(System.getProperty("seqmem.rounds"));

    private static final int WRONG_ENVIRONMENT = 3;

    private static final String[] RUN = {"run", "tiny.conf", "--workers", "1"};
    private static final String MORE_SEEDS = "experiment.seeds=[1,2]";

    /** Of a runs directory with the trials of the experiment, for tests that need them done. */
    @TempDir private static Path done;

    @TempDir private Path directory;
    private Installation installation;
    private Path runs;

    @BeforeAll
    static void train() throws Exception {
        Installation installation = new Installation(done);
        installation.write("tiny.conf", Installation.resource("tiny.conf"));
        Installation.Call call = installation.seqmem(RUN);
        assertThat(call.status()).as(call.err()).isZero();
    }

    @BeforeEach
    void unpack() throws IOException {
        installation = new Installation(directory);
        installation.write("tiny.conf", Installation.resource("tiny.conf"));
        runs = directory.resolve("runs");
    }

    @Test
    void aSecondDriverIsToldWhoIsWriting() throws Exception {
        try (Store first = Store.openForWriting(runs, Clock.systemUTC())) {
            assertThat(first.created()).isTrue();

            Installation.Call second = installation.seqmem(RUN);

            assertSentence(second, WRONG_ENVIRONMENT);
            assertThat(second.err())
                    .contains("another run (process " + ProcessHandle.current().pid() + ", since");
        }
    }

    @Test
    @Tag("mount")
    void aFullDiskEndsTheRunAndTheNextOneGoesOn() throws Exception {
        try (Mounted disk = Mounted.at(Files.createDirectory(runs))) {
            haveTheTrials();
            Path filler = runs.resolve("filler");
            // Not a byte, so that not even the experiment is registered; then enough to begin.
            for (int left : FULL ? List.of(0, 96 * 1024) : List.of(0)) {
                fill(filler, left);

                Installation.Call full = installation.seqmem(with("--set", MORE_SEEDS));

                assertThat(full.status()).as(full.err()).isIn(1, WRONG_ENVIRONMENT);
                assertThat(full.err()).isNotBlank().doesNotContain("\tat ");
                if (left == 0) {
                    assertThat(full.err())
                            .contains("is full")
                            .contains("nothing that was finished");
                }
            }
            Files.delete(filler);

            Installation.Call again = installation.seqmem(with("--set", MORE_SEEDS));

            assertThat(again.status()).as(again.err()).isZero();
            assertThat(again.out()).contains("8 completed, 0 diverged, 0 failed");
            assertThat(disk.place()).isEqualTo(runs);
        }
    }

    @Test
    void aLimitOnTheSizeOfFilesIsASentenceAndTheNextRunBeginsAnew() throws Exception {
        Programs.require("bash");
        Process limited =
                new ProcessBuilder(
                                "bash",
                                "-c",
                                "ulimit -f 24; exec \"$0\" \"$@\" 2>err.txt",
                                installation.home().resolve("bin/seqmem").toString(),
                                "run",
                                "tiny.conf",
                                "--workers",
                                "1")
                        .directory(directory.toFile())
                        .redirectOutput(directory.resolve("out.txt").toFile())
                        .start();
        assertThat(limited.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(limited.exitValue()).isEqualTo(WRONG_ENVIRONMENT);
        assertThat(directory.resolve("err.txt"))
                .content()
                .contains("seqmem.db")
                .doesNotContain("\tat ");

        assertThat(installation.seqmem(RUN).out()).contains("4 completed");
    }

    @Test
    @Tag("mount")
    void aReadOnlyDirectoryIsReadAndRefusedForWriting() throws Exception {
        try (Mounted disk = Mounted.at(Files.createDirectory(runs))) {
            haveTheTrials();
            disk.remount("ro");

            Installation.Call run = installation.seqmem(with("--set", MORE_SEEDS));
            assertSentence(run, WRONG_ENVIRONMENT);
            assertThat(run.err()).contains("cannot be written to");
            Installation.Call trials = installation.seqmem("trials", "tiny");
            assertThat(trials.err()).isEmpty();
            assertThat(trials.out()).contains("completed");
        }
    }

    @Test
    void aRunsDirectoryThatIsTakenAwayEndsTheRunAndTheNextOneBeginsAnew() throws Exception {
        Process process =
                installation.start(Map.of(), with("--set", "experiment.training.steps=4000"));
        waitForACurve(process);
        remove(runs);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).isEqualTo(WRONG_ENVIRONMENT);
        try (Stream<Path> files = Files.list(directory)) {
            Path printed =
                    files.filter(file -> file.getFileName().toString().startsWith("out"))
                            .findFirst()
                            .orElseThrow();
            assertThat(printed).content().doesNotContain("\tat ");
        }
        if (Files.exists(runs)) {
            remove(runs);
        }
        assertThat(installation.seqmem(RUN).out()).contains("4 completed");
    }

    @Test
    void halfWrittenFilesAreRunAgainAndTheOthersTakenIn() throws Exception {
        haveTheTrials();
        List<Path> trials = trials();
        cutInHalf(trials.get(0).resolve("result.json"));
        cutInHalf(trials.get(1).resolve("trial.json"));
        Files.writeString(trials.get(2).resolve("model.safetensors.part"), "half");
        // As if the store had never heard of them, and a page of its log were not whole.
        for (String name : List.of("seqmem.db", "seqmem.db-wal", "seqmem.db-shm")) {
            Files.deleteIfExists(runs.resolve(name));
        }
        Files.writeString(runs.resolve("seqmem.db-wal"), "not a write-ahead log at all");

        Installation.Call run = installation.seqmem(RUN);

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err()).contains("is not a whole result").doesNotContain("\tat ");
        assertThat(run.out())
                .contains("3 of them ended before; 1 to train")
                .contains("4 completed, 0 diverged, 0 failed");
    }

    @Test
    void aStoreOfANewerVersionIsLeftAsItIs() throws Exception {
        Store.openForWriting(runs, Clock.systemUTC()).close();
        Path file = runs.resolve("seqmem.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        } catch (SQLException e) {
            throw new IOException(e);
        }
        byte[] before = Files.readAllBytes(file);

        Installation.Call run = installation.seqmem(RUN);

        assertSentence(run, WRONG_ENVIRONMENT);
        assertThat(run.err()).contains("was written by a newer Seqmem (schema 99");
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private static String[] with(String... options) {
        return Stream.concat(Stream.of(RUN), Stream.of(options)).toArray(String[]::new);
    }

    private static void assertSentence(Installation.Call call, int status) {
        assertThat(call.status()).as(call.err()).isEqualTo(status);
        assertThat(call.err()).isNotBlank().doesNotContain("\tat ");
        assertThat(call.err().lines().count()).as(call.err()).isLessThan(4);
    }

    private void haveTheTrials() throws IOException {
        Path from = done.resolve("runs");
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path place = runs.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(place);
                } else {
                    Files.copy(file, place);
                }
            }
        }
    }

    private List<Path> trials() throws IOException {
        try (Stream<Path> files = Files.walk(runs.resolve("trials"), 2)) {
            return files.filter(file -> file.getFileName().toString().length() == 12)
                    .sorted()
                    .toList();
        }
    }

    private void waitForACurve(Process process) throws Exception {
        while (process.isAlive() && !hasACurve()) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }
    }

    private boolean hasACurve() throws IOException {
        if (!Files.isDirectory(runs.resolve("trials"))) {
            return false;
        }
        for (Path trial : trials()) {
            Path curve = trial.resolve("curve.jsonl");
            if (Files.exists(curve) && Files.size(curve) > 0) {
                return true;
            }
        }
        return false;
    }

    /** While somebody writes there. */
    private static void remove(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (DirectoryNotEmptyException | UncheckedIOException again) {
            remove(tree);
        } catch (NoSuchFileException gone) {
            return;
        }
    }

    private static void cutInHalf(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void fill(Path filler, int left) throws IOException {
        Files.deleteIfExists(filler);
        FileStore disk = Files.getFileStore(filler.getParent());
        long bytes = disk.getUsableSpace() - left;
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(filler)) {
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(left).as("only a disk with nothing left is full: " + full).isZero();
        }
    }

    /** A small disk of its own, in memory; only root may have one. */
    private record Mounted(Path place) implements AutoCloseable {

        static Mounted at(Path place) throws IOException {
            assumeTrue(
                    Files.isExecutable(Path.of("/bin/mount"))
                            && call("mount", "-t", "tmpfs", "-o", "size=32m", "none", place) == 0,
                    "no file system can be mounted here: that takes root on Linux");
            return new Mounted(place);
        }

        void remount(String option) throws IOException {
            assertThat(call("mount", "-o", "remount," + option, place)).isZero();
        }

        private static int call(Object... command) throws IOException {
            Process process =
                    new ProcessBuilder(Stream.of(command).map(Object::toString).toList())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.onExit().join().exitValue();
        }

        @Override
        public void close() throws IOException {
            assertThat(call("umount", place)).isZero();
        }
    }
}
