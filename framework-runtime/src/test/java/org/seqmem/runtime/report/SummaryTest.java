// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.trial.Outcome;

class SummaryTest {

    /** What one reads at a glance. */
    private static final int LONGEST = 240;

    private static List<String> sentences(ToyExperiment toy) {
        return new Summary(toy.record()).sentences();
    }

    @Test
    void saysTheBestWhereModelsFallOffAndHowTrialsEnded() {
        ToyExperiment toy = new ToyExperiment("toy");
        for (int delay : new int[] {4, 16}) {
            for (long seed = 1; seed <= 3; seed++) {
                toy.impulse(delay, "lstm", seed, 0.01 * delay);
                toy.impulse(delay, "tcn", seed, delay < 15 ? 1e-4 : 1.0);
                toy.impulse(delay, "rnn", seed, 0.9);
            }
        }
        assertThat(sentences(toy))
                .containsExactly(
                        "Least error (NMSE): impulse tcn (1.0e-02 [1.0e-04 to 1.0e+00]).",
                        "NMSE above 0.5: impulse tcn past delay 4, impulse rnn at every delay.",
                        "All 18 completed.");
    }

    @Test
    void saysBelowWhichStrengthAModelFailsWhereLargerIsEasier() {
        ToyExperiment toy = new ToyExperiment("toy");
        toy.impulse(4, "lstm", 1, 0.9).impulse(8, "lstm", 1, 0.7).impulse(16, "lstm", 1, 0.1);
        assertThat(sentences(toy)).contains("NMSE above 0.5: impulse lstm below delay 16.");
    }

    @Test
    void namesTheBestOnATaskThatStandsAlone() {
        ToyExperiment toy = new ToyExperiment("toy");
        toy.impulse(4, "lstm", 1, 0.1).impulse(4, "tcn", 1, 0.2);
        assertThat(sentences(toy))
                .containsExactly(
                        "Least error (NMSE): impulse delay=4 lstm (1.0e-01).",
                        "Every model learns every task.",
                        "All 2 completed; one seed only, so a small difference may be luck.");
    }

    @Test
    void staysAtThreeShortSentencesWhateverThereIs() {
        ToyExperiment toy = new ToyExperiment("toy");
        for (int model = 0; model < 12; model++) {
            for (int delay : new int[] {4, 16}) {
                toy.impulse(delay, "transformer-" + model, 1, delay / 8.0);
            }
            toy.add(
                    "airy",
                    "{\"use\":\"airy\"}",
                    "transformer-" + model,
                    1,
                    Optional.of(ToyExperiment.ended(toy.nextId(), Outcome.DIVERGED, "NaN")),
                    List.of());
        }
        assertThat(sentences(toy))
                .hasSize(3)
                .allMatch(sentence -> sentence.length() < LONGEST)
                .anyMatch(sentence -> sentence.endsWith("and 8 more (see statistics)."))
                .last()
                .isEqualTo(
                        "Of 36 trials: 24 completed, 12 diverged; one seed only, so a small"
                                + " difference may be luck.");
    }

    @Test
    void leavesOutStrengthsAtWhichNoModelHasAnError() {
        ToyExperiment toy = new ToyExperiment("toy");
        toy.impulse(4, "lstm", 1, 0.1).impulse(8, "lstm", 1, 0.9);
        toy.impulse(
                32,
                "lstm",
                1,
                Optional.of(ToyExperiment.ended(toy.nextId(), Outcome.DIVERGED, "NaN")));
        assertThat(sentences(toy).subList(0, 2))
                .containsExactly(
                        "Least error (NMSE): impulse lstm (3.0e-01 [1.0e-01 to 9.0e-01]).",
                        "NMSE above 0.5: impulse lstm past delay 4.");
    }

    @Test
    void claimsNothingOfModelsOfWhichErrorsAreMissing() {
        ToyExperiment toy = new ToyExperiment("toy");
        toy.impulse(4, "lstm", 1, 0.1).impulse(8, "lstm", 1, Optional.empty());
        toy.impulse(4, "tcn", 1, Optional.empty()).impulse(8, "tcn", 1, 0.1);
        assertThat(sentences(toy))
                .containsExactly(
                        "Of 4 trials: 2 completed, 2 pending; one seed only, so a small difference"
                                + " may be luck.");
    }
}
