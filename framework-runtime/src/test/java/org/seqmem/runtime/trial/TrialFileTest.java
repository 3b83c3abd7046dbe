// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.TrialRules;
import org.seqmem.runtime.launch.PlannedTrialWriter;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plan.Toys;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.Artefacts;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenance;
import org.seqmem.runtime.provenance.Provenances;

class TrialFileTest {

    private static final Instant NOW = Instant.parse("2025-06-06T12:00:00Z");
    private static final Machine MACHINE = new Machine("17", "Linux 6", "amd64", "Abacus");
    private static final Build BUILD = new Build("0.1.0", "4f".repeat(20) + "-dirty");
    private static final EngineVersions ENGINE = new EngineVersions("0.35.1", "2.7.1");

    private static final TrialRules RULES =
            new TrialRules(Duration.ofHours(2), Duration.ofMillis(1500), false);

    @TempDir Path folder;
    @TempDir Path directory;
    private Toys toys;
    private Plan plan;
    private PlannedTrial trial;

    @BeforeEach
    void writeATrial() throws IOException {
        toys = new Toys(folder);
        Files.writeString(folder.resolve("memory.csv"), "1");
        plan =
                toys.plan(
                        """
                        experiment {
                          name = a, seeds = [9007199254740992]
                          task  { use = functional, memory { use = recorded, file = memory.csv } }
                          model { use = stack, widths = [3, 4], encoder { use = cell, dropout = 0.1 } }
                          training.optimizer.learning-rate = 3e-4
                        }
                        """);
        trial = plan.trials().get(0);
        new PlannedTrialWriter(
                        new Provenances(BUILD, MACHINE, ENGINE, Clock.fixed(NOW, ZoneOffset.UTC)))
                .write(plan, trial, RULES, false, directory);
    }

    @Test
    void givesAWorkerTheTrialThatWasPlanned() {
        TrialSpec planned = trial.toSpec(TrialMetric.of(plan.metrics()), RULES);

        TrialSpec read = TrialFile.read(directory).spec(toys.binder());

        assertThat(read.id()).isEqualTo(planned.id());
        assertThat(read.fingerprint()).isEqualTo(planned.fingerprint());
        assertThat(read.seed()).isEqualTo(planned.seed());
        assertThat(read.model()).isEqualTo(planned.model());
        assertThat(read.task().plugin()).isEqualTo(planned.task().plugin());
        assertThat(read.training().optimizer()).isEqualTo(planned.training().optimizer());
        assertThat(read.training().stop()).isEqualTo(planned.training().stop());
        assertThat(read.metrics()).isEqualTo(planned.metrics());
        assertThat(read.rules()).isEqualTo(RULES);
    }

    @Test
    void keepsWhereTheTrialComesFrom() {
        TrialFile file = TrialFile.read(directory);

        assertThat(file.provenance().build()).isEqualTo(BUILD);
        assertThat(file.label()).isEqualTo(new TrialFile.Label(trial.row(), trial.column()));
        assertThat(file.executions()).isEmpty();
        assertThat(file.provenance().machine()).isEqualTo(MACHINE);
        assertThat(file.provenance().engine()).isEqualTo(ENGINE);
        assertThat(file.provenance().created()).isEqualTo(NOW);
        assertThat(file.provenance().artefacts()).isEqualTo(List.copyOf(trial.artefacts()));
    }

    @Test
    void keepsWhatOnlyTheProcessesThatWorkedOnItKnow() {
        Execution first = execution("cpu", NOW.plusSeconds(1));
        Execution second = execution("gpu:1", NOW.plusSeconds(60));
        TrialFile planned = TrialFile.read(directory);

        planned.begun(first, false).write(directory);
        TrialFile.read(directory).begun(second, true).write(directory);
        TrialFile.read(directory).endedAt(NOW.plusSeconds(90)).write(directory);

        TrialFile file = TrialFile.read(directory);
        assertThat(file.executions()).containsExactly(first, second.endedAt(NOW.plusSeconds(90)));
        assertThat(file.begun(second, false).executions()).containsExactly(second);
        assertThat(file.provenance()).isEqualTo(planned.provenance());
        assertThatIllegalStateException().isThrownBy(() -> planned.endedAt(NOW));
    }

    private static Execution execution(String device, Instant began) {
        return new Execution(
                new Provenance(
                        BUILD, MACHINE, ENGINE, List.of(new Artefact("a", "1", "ff")), began),
                "PyTorch 2.7.1 (MKL)",
                device,
                1,
                Optional.empty());
    }

    @Test
    void tellsTheFingerprintOfTheCodeThatIsHere() throws IOException {
        replace("\"fingerprint\" : \"" + trial.fingerprint(), "\"fingerprint\" : \"elsewhere");
        Fingerprints here = new Fingerprints(new Artefacts(), new EngineVersions("1", "2"));

        TrialFile.Made made = TrialFile.read(directory).bind(toys.binder(), here);

        assertThat(made.spec().fingerprint()).isEqualTo(trial.fingerprint());
        assertThat(made.artefacts()).isEqualTo(trial.artefacts());
    }

    @Test
    void leavesNothingBesideTheFile() {
        assertThat(directory.toFile().list()).containsExactly("trial.json");
    }

    @Test
    void refusesAContentThatIsNotThatOfTheId() throws IOException {
        replace("\"dropout\" : 0.1", "\"dropout\" : 0.2");

        SeqmemException thrown =
                catchThrowableOfType(
                        SeqmemException.class, () -> TrialFile.read(directory).spec(toys.binder()));

        assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(thrown).hasMessageContaining("trial.json says that it is trial " + trial.id());
    }

    @Test
    void refusesAFileThatHasChangedSinceThePlan() throws IOException {
        Files.writeString(folder.resolve("memory.csv"), "2");

        SeqmemException thrown =
                catchThrowableOfType(
                        SeqmemException.class, () -> TrialFile.read(directory).spec(toys.binder()));

        assertThat(thrown).hasMessageContaining("or one that it names");
    }

    @Test
    void tellsAllThatCannotBeBound() throws IOException {
        replace("\"cell\"", "\"sell\"");
        replace("\"steps\" : 2000", "\"steps\" : 0");
        replace("\"nmse\"", "\"gmse\"");

        SeqmemException thrown =
                catchThrowableOfType(
                        SeqmemException.class, () -> TrialFile.read(directory).spec(toys.binder()));

        assertThat(thrown)
                .hasMessageContaining("trial.json of trial " + trial.id() + " has 3 problems")
                .hasMessageContaining("model.encoder.use")
                .hasMessageContaining("training.steps")
                .hasMessageContaining("metrics[1].use");
    }

    @Test
    void refusesAFileThatIsNotWhole() throws IOException {
        Path file = directory.resolve("trial.json");
        String text = Files.readString(file);
        for (String broken : List.of("", "null", "[]", "{}", text.substring(0, 300), text + "}")) {
            Files.writeString(file, broken);

            SeqmemException thrown =
                    catchThrowableOfType(SeqmemException.class, () -> TrialFile.read(directory));

            assertThat(thrown.code()).as(broken).isEqualTo(ErrorCode.INVALID_CONFIG);
            assertThat(thrown).hasMessageContaining("trial.json is not a whole trial");
        }
    }

    @Test
    void saysThatThereIsNone() throws IOException {
        Files.delete(directory.resolve("trial.json"));

        SeqmemException thrown =
                catchThrowableOfType(SeqmemException.class, () -> TrialFile.read(directory));

        assertThat(thrown.code()).isEqualTo(ErrorCode.NOT_FOUND);
    }

    private void replace(String what, String by) throws IOException {
        Path file = directory.resolve("trial.json");
        String text = Files.readString(file);
        assertThat(text).contains(what);
        Files.writeString(file, text.replace(what, by));
    }
}
