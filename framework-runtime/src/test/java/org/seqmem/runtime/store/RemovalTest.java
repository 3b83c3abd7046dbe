// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialResult;

class RemovalTest {

    private static final Instant NOW = Instant.parse("2025-06-06T12:00:00Z");

    private static final String OWN = "0a0000000000";
    private static final String SHARED = "0b0000000000";
    private static final String OLD = "0c0000000000";
    private static final String NOBODYS = "0d0000000000";

    @TempDir Path runs;

    private Store store;

    /** Experiment "one" had OLD in its first revision; it shares a trial with "two". */
    @BeforeEach
    void fill() throws IOException {
        store = Store.openForWriting(runs, Clock.fixed(NOW, ZoneOffset.UTC));
        store.register(sheet("one", OWN, OLD));
        store.register(sheet("one", OWN, SHARED));
        store.register(sheet("two", SHARED));
        for (String id : List.of(OWN, SHARED, OLD, NOBODYS)) {
            store.record(completed(id));
            Path directory = Files.createDirectories(TrialDirectory.of(runs, id));
            Files.writeString(directory.resolve("result.json"), "12345");
        }
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anExperimentGoesWithTheTrialsOfAllItsRevisionsThatNoOtherHas() {
        Removal removal = store.removal(List.of("one"), false);

        assertThat(removal.experiments()).containsExactly("one");
        assertThat(removal.trials()).containsExactly(OWN, OLD);
        assertThat(removal.shared()).containsExactly(SHARED);

        store.remove(removal);

        assertThat(store.experiments()).extracting(ExperimentRevision::name).containsExactly("two");
        assertThat(store.ends(List.of(OWN, OLD, SHARED, NOBODYS)).keySet())
                .containsExactlyInAnyOrder(SHARED, NOBODYS);
        assertThat(store.trial(SHARED).result().metrics()).containsEntry("nmse", 0.5);
    }

    @Test
    void sharedTrialsGoWhenThatIsAskedFor() {
        Removal removal = store.removal(List.of("one"), true);

        assertThat(removal.trials()).containsExactly(OWN, SHARED, OLD);
        assertThat(removal.shared()).isEmpty();
    }

    @Test
    void experimentsThatGoTogetherShareNothingWithOthers() {
        Removal removal = store.removal(List.of("one", "two"), false);

        assertThat(removal.trials()).containsExactly(OWN, SHARED, OLD);
        assertThat(removal.shared()).isEmpty();
    }

    @Test
    void aTrialOfOneExperimentGoesByItsIdAndIsMissingThere() {
        Removal removal = store.removal(List.of("0a"), false);

        assertThat(removal.trials()).containsExactly(OWN);
        store.remove(removal);
        assertThat(store.trialsOf("one").get(0).result()).isEmpty();
        assertThat(store.trialsOf("one").get(1).result()).isPresent();
    }

    @Test
    void aTrialOfTwoExperimentsStaysUnlessThatIsAskedFor() {
        assertThat(store.removal(List.of(SHARED), false).trials()).isEmpty();
        assertThat(store.removal(List.of(SHARED), false).shared()).containsExactly(SHARED);
        assertThat(store.removal(List.of(SHARED), true).trials()).containsExactly(SHARED);
    }

    @Test
    void refusesWhatIsNothingAndWhatIsTwoThings() {
        assertThat(refusal(ErrorCode.NOT_FOUND, "three")).contains("neither an experiment");
        assertThat(refusal(ErrorCode.INVALID_ARGUMENT, "0")).contains("several trials");
        store.register(sheet("0a", OWN));
        assertThat(refusal(ErrorCode.INVALID_ARGUMENT, "0a")).contains("Give more of the id");
    }

    @Test
    void findsWhatNoExperimentHas() {
        assertThat(store.withoutExperiment(List.of(OWN, "0e0000000000")))
                .containsExactly(NOBODYS, "0e0000000000");
    }

    @Test
    void foldersTellTheirSizeAndGoWhole() throws IOException {
        TrialFolders folders = new TrialFolders(runs);
        Path directory = TrialDirectory.of(runs, OWN);
        Files.writeString(Files.createDirectory(directory.resolve("sub")).resolve("x"), "12");
        Path part = Files.writeString(directory.resolve("model.safetensors.part"), "123");
        Files.createDirectories(runs.resolve("trials/0a/not-an-id"));

        assertThat(folders.ids()).containsExactly(OWN, SHARED, OLD, NOBODYS);
        assertThat(folders.leftovers(OWN)).containsExactly(part);
        assertThat(folders.size(OWN)).isEqualTo(10);
        assertThat(folders.remove(OWN)).isEqualTo(10);
        assertThat(directory).doesNotExist();
        assertThat(folders.remove(OWN)).isZero();
        assertThat(runs.resolve("trials/0a/not-an-id")).exists();
    }

    @Test
    void removingDoesNotFollowALinkOutOfTheDirectory(@TempDir Path precious) throws IOException {
        Path file = Files.writeString(precious.resolve("thesis"), "done");
        Files.createSymbolicLink(TrialDirectory.of(runs, OWN).resolve("link"), precious);

        new TrialFolders(runs).remove(OWN);

        assertThat(file).hasContent("done");
    }

    @Test
    void givesTheSpaceOfWhatWasRemovedBack() {
        Set<String> many = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            String id = "%012x".formatted(i);
            many.add(id);
        }
        store.recordAll(many.stream().map(RemovalTest::completed).toList());
        store.remove(Removal.ofTrials(many));

        assertThat(store.compact()).isPositive();
        assertThat(store.trial(OWN).id()).isEqualTo(OWN);
    }

    private String refusal(ErrorCode code, String name) {
        SeqmemException thrown =
                catchThrowableOfType(
                        SeqmemException.class, () -> store.removal(List.of(name), false));
        assertThat(thrown.code()).isEqualTo(code);
        return String.valueOf(thrown.getMessage());
    }

    private static ExperimentSheet sheet(String name, String... ids) {
        return new ExperimentSheet(
                name,
                String.join(" ", ids),
                Stream.of(ids)
                        .map(id -> new ExperimentSheet.Line(id, "impulse", "lstm", 1))
                        .toList());
    }

    private static StoredTrial completed(String id) {
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
                        Map.of("line", new double[100]),
                        Map.of(),
                        List.of()),
                NOW);
    }
}
