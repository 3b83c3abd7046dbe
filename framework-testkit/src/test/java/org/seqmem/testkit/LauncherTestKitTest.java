// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

class LauncherTestKitTest {

    private static final LauncherTestKit KIT =
            LauncherTestKit.ofTaskAndModel("{ use = testkit-echo }", "{ use = testkit-taps }");

    @TempDir private Path runs;

    @Test
    void tellsWhatHappenedToATrial() {
        RunEvents events = KIT.run(runs);

        String id = events.of(RunEvent.Started.class).get(0).trial().id();
        assertThat(events.all().get(0)).isInstanceOf(RunEvent.Begun.class);
        assertThat(events.ofTrial(id).get(0)).isInstanceOf(RunEvent.Started.class);
        assertThat(events.results())
                .extracting(TrialResult::id, TrialResult::outcome, TrialResult::steps)
                .containsExactly(tuple(id, Outcome.COMPLETED, 20L));
        assertThat(events.summary().completed()).isEqualTo(1);
    }

    @Test
    void learnsWhatItIsSetToLearn() {
        RunEvents events =
                KIT.set("experiment.training.steps", "300")
                        .set("experiment.training.optimizer.learning-rate", "0.05")
                        .run(runs);

        // the echo is within reach of two taps: what is left is what Adam's last steps move
        assertThat(events.results().get(0).validationNmse().orElseThrow()).isLessThan(1e-2);
    }

    @Test
    void doesNotRunAgainWhatHasEnded() {
        KIT.run(runs);

        RunEvents again = KIT.run(runs);

        assertThat(again.of(RunEvent.Started.class)).isEmpty();
        assertThat(again.summary().reused()).isEqualTo(1);
    }

    @Test
    void tellsOfATrialThatDiverges() {
        RunEvents events = KIT.set("experiment.training.optimizer.learning-rate", "1e30").run(runs);

        assertThat(events.results())
                .extracting(TrialResult::outcome)
                .containsExactly(Outcome.DIVERGED);
    }

    @Test
    void runsOnTheLauncherThatTheExperimentNames() {
        RunEvents events = KIT.set("launcher.in-process", "true").onItsOwnLauncher().run(runs);

        assertThat(events.summary().allCompleted()).isTrue();
    }

    @Test
    void saysWhatIsWrongWithAnExperiment() {
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> KIT.set("experiment.training.stepps", "3").run(runs))
                .withMessageContaining("stepps");
    }
}
