// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.launch.TrialImport.Entry;
import org.seqmem.runtime.launch.TrialImport.Verdict;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Toys;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.ResultFile;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;
import org.seqmem.runtime.trial.TrialResult;

class TrialImportTest {

    private static final Instant NOW = Instant.parse("2025-06-06T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    private static final Provenances PROVENANCES =
            new Provenances(
                    new Build("0.1.0", "unknown"),
                    new Machine("17", "Linux 6", "amd64", "Abacus"),
                    new EngineVersions("1", "2"),
                    CLOCK);

    @TempDir Path folder;
    @TempDir Path elsewhere;
    @TempDir Path runs;

    private Toys toys;
    private Plan plan;

    @BeforeEach
    void plan() {
        toys = new Toys(folder);
        plan =
                toys.plan(
                        """
                        experiment {
                          name = a, seeds = [1, 2, 3, 4]
                          task  { use = functional, memory { use = fading } }
                          model { use = cell }
                        }
                        """);
    }

    @Test
    void takesTrialsThatEndedElsewhereWithTheirFiles() throws IOException {
        Path one = trial(0, "deep/down", Outcome.COMPLETED);
        Files.writeString(one.resolve(TrialDirectory.MODEL), "numbers");
        Files.writeString(one.resolve("checkpoint.safetensors"), "not needed any more");
        trial(1, "b", Outcome.DIVERGED);

        assertThat(verdicts()).containsExactly(Verdict.TAKEN, Verdict.TAKEN);

        String id = plan.trials().get(0).id();
        try (Store store = Store.openForReading(runs)) {
            StoredTrial stored = store.trial(id);
            assertThat(stored.result().metrics()).containsEntry("nmse", 0.5);
            assertThat(stored.task()).isEqualTo(plan.trials().get(0).task().json());
            assertThat(stored.taskLabel()).isEqualTo(plan.trials().get(0).row());
            assertThat(stored.finishedAt()).isEqualTo(NOW.plusSeconds(60));
        }
        Path place = TrialDirectory.of(runs, id);
        assertThat(place.toFile().list())
                .containsExactlyInAnyOrder("trial.json", "result.json", "model.safetensors");
        assertThat(place.resolve(TrialDirectory.MODEL)).hasContent("numbers");
    }

    @Test
    void changesNothingTheSecondTime() throws IOException {
        trial(0, "a", Outcome.COMPLETED);

        assertThat(verdicts()).containsExactly(Verdict.TAKEN);
        assertThat(verdicts()).containsExactly(Verdict.KNOWN);
    }

    @Test
    void keepsAnEndThatItHasUnlessThatWasAFailure() throws IOException {
        trial(0, "a", Outcome.COMPLETED);
        trial(1, "b", Outcome.FAILED);
        assertThat(verdicts()).containsExactly(Verdict.TAKEN, Verdict.TAKEN);
        trial(0, "a", Outcome.FAILED);
        trial(1, "b", Outcome.COMPLETED);

        List<Entry> entries = take();

        assertThat(entries)
                .extracting(Entry::verdict)
                .containsExactly(Verdict.KNOWN, Verdict.TAKEN);
        assertThat(entries.get(0).reason()).contains("as COMPLETED").contains("seqmem rm");
        try (Store store = Store.openForReading(runs)) {
            for (int i = 0; i < 2; i++) {
                assertThat(store.trial(plan.trials().get(i).id()).result().outcome())
                        .isEqualTo(Outcome.COMPLETED);
            }
        }
    }

    @Test
    void leavesWhatHasNotEnded() throws IOException {
        trial(0, "a", Outcome.STOPPED);
        Path cutOff = trial(1, "b", Outcome.COMPLETED);
        Files.delete(cutOff.resolve(TrialDirectory.RESULT));
        Files.writeString(cutOff.resolve("result.json.part"), "{");

        assertThat(verdicts()).containsExactly(Verdict.NOT_ENDED, Verdict.NOT_ENDED);
        assertThat(runs.resolve("trials")).doesNotExist();
    }

    @Test
    void aBadDirectoryIsNamedAndHidesNoOther() throws IOException {
        Path foreign = trial(0, "a", Outcome.COMPLETED);
        ResultFile.write(foreign, result(plan.trials().get(3).id(), Outcome.COMPLETED));
        Path halfWritten = trial(1, "b", Outcome.COMPLETED);
        cutInHalf(halfWritten.resolve(TrialDirectory.RESULT));
        Path changed = trial(2, "c", Outcome.COMPLETED);
        replace(changed, "\"seed\" : 3", "\"seed\" : 4");
        Path empty = Files.createDirectories(elsewhere.resolve("d"));
        Files.writeString(empty.resolve(TrialDirectory.TRIAL), "");
        Path without = trial(2, "e", Outcome.COMPLETED);
        Files.delete(without.resolve(TrialDirectory.TRIAL));
        Path unknown = trial(2, "f", Outcome.COMPLETED);
        replace(unknown, "\"use\" : \"cell\"", "\"use\" : \"sell\"");
        trial(3, "g", Outcome.COMPLETED);

        List<Entry> entries = take();

        assertThat(entries)
                .extracting(
                        entry -> elsewhere.relativize(entry.directory()) + " " + entry.verdict())
                .containsExactly(
                        "a REFUSED",
                        "b REFUSED",
                        "c REFUSED",
                        "d REFUSED",
                        "e REFUSED",
                        "f REFUSED",
                        "g TAKEN");
        assertThat(entries.get(0).reason()).contains(plan.trials().get(3).id());
        assertThat(entries.get(1).reason()).contains("not a whole result");
        assertThat(entries.get(2).reason()).contains("its content is that of trial");
        assertThat(entries.get(3).reason()).contains("not a whole trial");
        assertThat(entries.get(4).reason()).contains("no such file");
        assertThat(entries.get(5).reason()).contains("sell");
        try (Store store = Store.openForReading(runs)) {
            assertThat(store.withoutExperiment(List.of())).hasSize(1);
        }
    }

    @Test
    void makesALostStoreAnewFromTheTrialsBesideIt() throws IOException {
        trial(0, "a", Outcome.COMPLETED);
        assertThat(verdicts()).containsExactly(Verdict.TAKEN);
        Files.delete(runs.resolve("seqmem.db"));
        elsewhere = runs;

        assertThat(verdicts()).containsExactly(Verdict.TAKEN);

        try (Store store = Store.openForReading(runs)) {
            assertThat(store.trial(plan.trials().get(0).id()).result().metrics())
                    .containsEntry("nmse", 0.5);
        }
    }

    private List<Verdict> verdicts() {
        return take().stream().map(Entry::verdict).toList();
    }

    private List<Entry> take() {
        List<Entry> entries = new ArrayList<>();
        try (Store store = Store.openForWriting(runs, CLOCK)) {
            new TrialImport(store, runs, toys.binder()).take(elsewhere, entries::add);
        }
        return entries;
    }

    private Path trial(int number, String name, Outcome outcome) throws IOException {
        PlannedTrial trial = plan.trials().get(number);
        Path directory = Files.createDirectories(elsewhere.resolve(name));
        TrialFile file = new PlannedTrialWriter(PROVENANCES).file(plan, trial, TrialRules.DEFAULT);
        file.begun(
                        new Execution(
                                PROVENANCES.of(List.of()), "PyTorch", "cpu", 1, Optional.empty()),
                        false)
                .endedAt(NOW.plusSeconds(60))
                .write(directory);
        ResultFile.write(directory, result(trial.id(), outcome));
        return directory;
    }

    private static TrialResult result(String id, Outcome outcome) {
        return new TrialResult(
                id,
                "f1",
                outcome,
                outcome == Outcome.FAILED
                        ? Optional.of(ErrorCode.PLUGIN_FAILED.name())
                        : Optional.empty(),
                Optional.empty(),
                10,
                1,
                Optional.empty(),
                Optional.of(0.25),
                Optional.of(0.5),
                17,
                "cpu",
                outcome == Outcome.COMPLETED ? Map.of("nmse", 0.5) : Map.of(),
                Map.of(),
                Map.of(),
                List.of());
    }

    private static void cutInHalf(Path file) throws IOException {
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() / 2));
    }

    private static void replace(Path directory, String what, String by) throws IOException {
        Path file = directory.resolve(TrialDirectory.TRIAL);
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }
}
