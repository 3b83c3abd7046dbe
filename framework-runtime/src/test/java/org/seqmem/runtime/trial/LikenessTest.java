// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.Likeness.Degree;
import org.seqmem.runtime.trial.Likeness.Difference;

class LikenessTest {

    private static final double TOLERANCE = 1e-3;

    @TempDir Path then;
    @TempDir Path now;

    @BeforeEach
    void write() throws IOException {
        write(then, result(Outcome.COMPLETED, 1.5, Map.of("nmse", 0.5), 1, 2), "bytes");
    }

    @Test
    void nothingDiffersButTheClock() throws IOException {
        write(now, result(Outcome.COMPLETED, 99, Map.of("nmse", 0.5), 1, 2), "bytes");

        Likeness likeness = Likeness.of(then, now, 0);

        assertThat(likeness.degree()).isEqualTo(Degree.BIT_IDENTICAL);
        assertThat(likeness.differences()).isEmpty();
        assertThat(likeness.notCompared()).isEmpty();
    }

    @Test
    void oneBitOfOneParameterIsADifference() throws IOException {
        write(now, result(Outcome.COMPLETED, 1.5, Map.of("nmse", 0.5), 1, 2), "bytez");

        assertThat(Likeness.of(then, now, TOLERANCE).degree()).isEqualTo(Degree.WITHIN_TOLERANCE);
    }

    @Test
    void tellsTheLargestDifferenceFirstRelativeToTheLargerNumber() throws IOException {
        double half = 0.5 / (1 + 1e-4);
        write(now, result(Outcome.COMPLETED, 1.5, Map.of("nmse", half), 1, 2.001), "bytes");

        Likeness likeness = Likeness.of(then, now, TOLERANCE);

        assertThat(likeness.degree()).isEqualTo(Degree.WITHIN_TOLERANCE);
        assertThat(likeness.differences())
                .extracting(Difference::what)
                .containsExactly("line[1]", "nmse");
        assertThat(likeness.differences().get(0).relative())
                .isCloseTo(0.001 / 2.001, org.assertj.core.data.Offset.offset(1e-12));
        assertThat(Likeness.of(then, now, 1e-4).degree()).isEqualTo(Degree.DIFFERENT);
    }

    @Test
    void anotherOutcomeIsDifferentWhateverTheTolerance() throws IOException {
        write(now, result(Outcome.DIVERGED, 1.5, Map.of(), 1, 2), "bytes");

        Likeness likeness = Likeness.of(then, now, 1e9);

        assertThat(likeness.degree()).isEqualTo(Degree.DIFFERENT);
        assertThat(likeness.differences().get(0))
                .isEqualTo(
                        new Difference(
                                "outcome", "COMPLETED", "DIVERGED", Double.POSITIVE_INFINITY));
    }

    @Test
    void saysWhatOnlyOneOfThemHas() throws IOException {
        write(
                now,
                result(Outcome.COMPLETED, 1.5, Map.of("nmse", 0.5, "learned", 1.0), 1, 2),
                "bytes");
        Files.delete(then.resolve(TrialDirectory.MODEL));

        Likeness likeness = Likeness.of(then, now, 0);

        assertThat(likeness.degree()).isEqualTo(Degree.BIT_IDENTICAL);
        assertThat(likeness.notCompared())
                .containsExactly(
                        "learned: only one of the runs has it",
                        "model.safetensors: only one of the runs has kept its parameters");
    }

    @Test
    void wantsTwoEnds() {
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> Likeness.of(then, now, 0))
                .withMessageContaining("no such file");
    }

    private static void write(Path directory, TrialResult result, String parameters)
            throws IOException {
        ResultFile.write(directory, result);
        Files.writeString(directory.resolve(TrialDirectory.MODEL), parameters);
    }

    private static TrialResult result(
            Outcome outcome, double seconds, Map<String, Double> metrics, double... line) {
        return new TrialResult(
                "3fa91c0d22be",
                "f1",
                outcome,
                Optional.empty(),
                Optional.empty(),
                10,
                seconds,
                Optional.empty(),
                Optional.of(0.125),
                Optional.empty(),
                17,
                "cpu",
                metrics,
                Map.of("line", line),
                Map.of(),
                List.of());
    }
}
