// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.Seqmem;
import org.seqmem.runtime.report.TrialRecord;
import org.seqmem.runtime.trial.Outcome;

/** Models from Python in experiments. */
class TorchScriptTest {

    /** Made by the script beside them. */
    private static final Path FILES = Path.of("../plugins-models/src/test/resources/torchscript");

    @TempDir private Path directory;

    private Seqmem.Result run(String model, String... keys) {
        Seqmem.Launcher launcher = Seqmem.launcher().runs(directory.resolve("runs")).inProcess();
        for (String key : keys) {
            launcher.set(key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
        }
        return launcher.runText(
                """
                experiment {
                  name = from-python
                  task {
                    use = linear-functional, sequence-length = 6, data = fresh
                    validation-size = 16, test-size = 16
                    memory { use = exponential, rate = 0.5 }
                  }
                  model { use = torchscript, file = "%s", claims = [causal] }
                  training { steps = 60, batch-size = 16, validate-every = 20, optimizer { learning-rate = 3e-2 } }
                  metrics = [ { use = nmse }, { use = measured-memory } ]
                }
                """
                        .formatted(model));
    }

    @Test
    void trainsALoopedModelAndTellsFilesByTheirContent() throws Exception {
        Path file = Files.copy(FILES.resolve("min-gru.pt"), directory.resolve("model.pt"));
        TrialRecord trained = only(run(file.toString()));
        assertThat(trained.result().orElseThrow().outcome())
                .as(trained.result().orElseThrow().message().orElse(""))
                .isEqualTo(Outcome.COMPLETED);
        assertThat(trained.nmse().getAsDouble()).isLessThan(0.5);
        assertThat(trained.parameters().getAsLong()).isEqualTo(21);

        // another place, the same trial; another content, another one
        Path moved = Files.move(file, directory.resolve("moved.pt"));
        assertThat(run(moved.toString()).summary().reused()).isEqualTo(1);
        Files.copy(FILES.resolve("frozen-double.pt"), file);
        TrialRecord other = only(run(file.toString(), "experiment.training.precision=float64"));
        assertThat(other.result().orElseThrow().outcome()).isEqualTo(Outcome.COMPLETED);
        assertThat(other.id()).isNotEqualTo(trained.id());
    }

    @Test
    void failsATrialWithASentenceAboutItsShape() {
        TrialRecord trial =
                only(run(FILES.resolve("min-gru.pt").toString(), "experiment.task.input-size=3"));
        assertThat(trial.result().orElseThrow().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(trial.result().orElseThrow().message().orElseThrow())
                .contains("takes no input of shape (2, 6, 3), that is (batch, time steps, inputs)");
    }

    @Test
    void refusesAFileThatIsNoModelBeforeAnythingIsTrained() {
        assertThatThrownBy(() -> run(FILES.resolve("state-dict.pt").toString()))
                .hasMessageContaining("torch.jit.script(model).save(...)");
        assertThat(directory.resolve("runs")).doesNotExist();
    }

    private static TrialRecord only(Seqmem.Result result) {
        assertThat(result.experiment().trials()).hasSize(1);
        return result.experiment().trials().get(0);
    }
}
