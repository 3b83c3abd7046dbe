// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.seqmem.runtime.trial.Outcome;

class ComparisonTest {

    private final List<ReportedTrial> trials = new ArrayList<>();

    private void completed(int delay, String model, double nmse, double floor) {
        trials.add(
                new ReportedTrial(
                        "impulse delay=" + delay,
                        "{\"memory\":{\"delay\":" + delay + ",\"use\":\"impulse\"}}",
                        model,
                        model.equals("tcn") ? OptionalInt.of(15) : OptionalInt.empty(),
                        Optional.of(Outcome.COMPLETED),
                        OptionalDouble.of(nmse),
                        floor > 0 ? OptionalDouble.of(floor) : OptionalDouble.empty()));
    }

    private void ended(int delay, String model, Optional<Outcome> outcome) {
        trials.add(
                new ReportedTrial(
                        "impulse delay=" + delay,
                        "{\"memory\":{\"delay\":" + delay + ",\"use\":\"impulse\"}}",
                        model,
                        OptionalInt.empty(),
                        outcome,
                        OptionalDouble.empty(),
                        OptionalDouble.empty()));
    }

    @Test
    void showsMediansFloorsAndDashes() {
        completed(14, "lstm", 0.5, 0);
        completed(14, "lstm", 0.1, 0);
        completed(14, "lstm", 0.2, 0);
        completed(14, "tcn", 1.24e-5, 0);
        completed(15, "lstm", 0.3, 0);
        completed(15, "tcn", 1.01, 1.0);
        assertThat(new Comparison(trials).table(100))
                .containsExactly(
                        "NMSE (median over seeds; dashes: no better than predicting zero)"
                                + "   [least error that theory allows]",
                        "                      lstm             tcn",
                        "impulse delay=14   2.0e-01   1.2e-05",
                        "impulse delay=15   3.0e-01        -- [1.0]");
    }

    @Test
    void namesWhatHasNoError() {
        ended(1, "a", Optional.of(Outcome.DIVERGED));
        ended(1, "b", Optional.of(Outcome.FAILED));
        ended(1, "c", Optional.empty());
        assertThat(new Comparison(trials).table(100).get(2)).contains("diverged", "failed", ".");
    }

    @Test
    void takesTheMeanOfTheMiddleTwoOfAnEvenNumberOfSeeds() {
        completed(1, "a", 0.1, 0);
        completed(1, "a", 0.3, 0);
        assertThat(new Comparison(trials).median("impulse delay=1", "a")).isEqualTo(0.2);
    }

    @Test
    void breaksTheTableWhereTheLineEnds() {
        for (String model : List.of("first-model", "second-model", "third-model")) {
            completed(1, model, 0.1, 0);
        }
        List<String> lines = new Comparison(trials).table(50);
        assertThat(lines).allMatch(line -> line.length() <= 64);
        assertThat(lines).anyMatch(line -> line.contains("first-model") && !line.contains("third"));
        assertThat(lines).anyMatch(line -> line.contains("third-model"));
    }

    @Test
    void saysWhereAModelFallsOff() {
        completed(14, "tcn", 1.24e-5, 0);
        completed(15, "tcn", 1.01, 1.0);
        completed(14, "lstm", 0.4, 0);
        completed(15, "lstm", 0.6, 0);
        completed(14, "s4d", 0.1, 0);
        completed(15, "s4d", 0.2, 0);
        completed(14, "rnn", 0.9, 0);
        completed(15, "rnn", 0.95, 0);
        assertThat(new Comparison(trials).findings())
                .containsExactly(
                        "impulse: tcn steps from 1.2e-05 to 1.0e+00 between delay 14 and 15 (it sees 15"
                                + " inputs); lstm goes from 4.0e-01 to 6.0e-01 between delay 14 and 15;"
                                + " s4d (at most 2.0e-01) learns every delay; rnn learns none.");
    }

    @Test
    void goesOverTheStrengthsAtWhichSomeModelHasAnError() {
        completed(14, "tcn", 0.1, 0);
        completed(15, "tcn", 0.6, 0);
        completed(14, "s4d", 0.1, 0);
        completed(15, "s4d", 0.2, 0);
        ended(16, "tcn", Optional.of(Outcome.DIVERGED));
        ended(16, "s4d", Optional.empty());
        assertThat(new Comparison(trials).findings())
                .containsExactly(
                        "impulse: tcn goes from 1.0e-01 to 6.0e-01 between delay 14 and 15;"
                                + " s4d (at most 2.0e-01) learns every delay that has an error.");
    }

    @Test
    void staysSilentAboutAModelWithMissingErrors() {
        completed(14, "tcn", 0.1, 0);
        ended(15, "tcn", Optional.of(Outcome.FAILED));
        assertThat(new Comparison(trials).findings()).isEmpty();
    }
}
