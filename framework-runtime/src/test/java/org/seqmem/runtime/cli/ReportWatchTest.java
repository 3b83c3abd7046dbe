// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.report.page.ReportFiles;

class ReportWatchTest {

    private static final int TRIALS = 3;

    @TempDir private Path runs;

    private int ended;
    private final List<String> pages = new ArrayList<>();
    private final List<Path> told = new ArrayList<>();

    /** The sweep as it is by now: some trials have ended, the others are to come. */
    private ExperimentRecord growing() {
        ToyExperiment toy = new ToyExperiment("growing");
        for (int i = 0; i < TRIALS; i++) {
            toy.impulse(
                    i + 1,
                    "lstm",
                    1,
                    i < ended
                            ? Optional.of(ToyExperiment.completed(toy.nextId(), 0.1))
                            : Optional.empty());
        }
        return toy.record();
    }

    private Optional<Path> write() {
        ExperimentRecord record = growing();
        return ReportWatch.isOver(record)
                ? Optional.empty()
                : Optional.of(
                        new ReportFiles(
                                        record,
                                        Curves.none(),
                                        Environments.none(),
                                        "1.0",
                                        "a",
                                        runs)
                                .writePage(OptionalInt.of(10)));
    }

    /** Keeps what a browser would show meanwhile; then one more trial ends. */
    private boolean oneMoreEnds() {
        try {
            pages.add(Files.readString(runs.resolve("growing").resolve(ReportFiles.PAGE)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ended++;
        return false;
    }

    @Test
    void aPageGrowsWithItsSweepAndLoadsItselfAgainUntilAllHaveEnded() throws Exception {
        new ReportWatch(this::write, this::oneMoreEnds).watch(told::add);

        assertThat(pages).hasSize(TRIALS).allMatch(page -> page.contains("\"refresh\":10"));
        for (int i = 0; i < TRIALS; i++) {
            assertThat(pages.get(i)).contains(TRIALS + " trials = ", ", " + i + " ended");
        }
        assertThat(told).containsExactly(runs.resolve("growing").resolve(ReportFiles.PAGE));
    }

    @Test
    void leavesWhenAskedTo() throws Exception {
        new ReportWatch(this::write, () -> oneMoreEnds() || ended == 2).watch(told::add);

        assertThat(pages).hasSize(2);
    }

    @Test
    void writesNothingOfAnExperimentThatHasEnded() throws Exception {
        ended = TRIALS;
        new ReportWatch(this::write, this::oneMoreEnds).watch(told::add);

        assertThat(told).isEmpty();
        assertThat(runs).isEmptyDirectory();
    }
}
