// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.Build;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Execution;
import org.seqmem.runtime.provenance.Machine;
import org.seqmem.runtime.provenance.Provenance;
import org.seqmem.runtime.report.Environments;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.report.ToyExperiment;
import org.seqmem.runtime.report.gallery.Curves;
import org.seqmem.runtime.trial.TrialDirectory;
import org.seqmem.runtime.trial.TrialFile;

class ReportFilesTest {

    private static final ExperimentRecord EXPERIMENT = new ToyExperiment("toy").record();

    @TempDir private Path runs;

    @Test
    void knowsItsPageAgainByWhatItWasMadeOf() {
        assertThat(current("1.0", "a")).as("none yet").isEmpty();
        Path page = files("1.0", "a").writePage(OptionalInt.empty());

        assertThat(current("1.0", "a")).hasValue(page);
        assertThat(current("1.0", "b")).as("another state").isEmpty();
        assertThat(current("1.1", "a")).as("another version").isEmpty();
    }

    @Test
    void takesNoPageThatRefreshesItselfForTheLastOne() {
        files("1.0", "a").writePage(OptionalInt.of(10));

        assertThat(current("1.0", "a")).isEmpty();
    }

    @Test
    void saysWhereAndWithWhatTrialsWereRun() throws IOException {
        ExperimentRecord two =
                new ToyExperiment("two")
                        .impulse(4, "lstm", 1, 0.1)
                        .impulse(8, "lstm", 1, 0.1)
                        .impulse(16, "lstm", 1, Optional.empty())
                        .record();
        Path trial = Files.createDirectories(TrialDirectory.of(runs, ToyExperiment.id(0)));
        trialFile(ToyExperiment.id(0)).write(trial);

        Environments environments = Environments.read(two, runs);
        String html =
                Files.readString(
                        new ReportFiles(two, Curves.none(), environments, "1.0", "a", runs)
                                .writePage(OptionalInt.empty()));

        assertThat(html)
                .contains(
                        "<th scope=\"row\">1</th><td>Abacus &lt;9&gt;</td><td>cpu, 2 threads</td>"
                                + "<td>PyTorch 2.7.1 (MKL), DJL 0.35.1</td>"
                                + "<td>Java 17, Linux 6 amd64</td>"
                                + "<td>0.1.0, commit 4f4f4f4f4f4f-dirty</td>")
                .contains("<th scope=\"row\">models</th><td>2.0</td><td>abababababab</td>")
                .contains("1 trial left no record that can be read")
                .contains(
                        "<code>seqmem run "
                                + runs.resolve("two/experiment.conf")
                                + " --runs "
                                + runs
                                + "</code>");
    }

    private static TrialFile trialFile(String id) {
        Provenance with =
                new Provenance(
                        new Build("0.1.0", "4f".repeat(20) + "-dirty"),
                        new Machine("17", "Linux 6", "amd64", "Abacus <9>"),
                        new EngineVersions("0.35.1", "2.7.1"),
                        List.of(new Artefact("models", "2.0", "ab".repeat(32))),
                        Instant.parse("2025-06-06T12:00:00Z"));
        JsonNode none = JsonNodeFactory.instance.objectNode();
        return new TrialFile(
                id,
                "f1",
                none,
                none,
                none,
                1,
                List.of(),
                new TrialFile.Label("impulse", "lstm"),
                none,
                with,
                List.of(new Execution(with, "PyTorch 2.7.1 (MKL)", "cpu", 2, Optional.empty())));
    }

    private Optional<Path> current(String version, String state) {
        return ReportFiles.current(runs, EXPERIMENT.name(), version, state);
    }

    private ReportFiles files(String version, String state) {
        return new ReportFiles(
                EXPERIMENT, Curves.none(), Environments.none(), version, state, runs);
    }
}
