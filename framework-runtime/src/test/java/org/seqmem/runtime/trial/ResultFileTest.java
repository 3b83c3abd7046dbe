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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

class ResultFileTest {

    @TempDir Path directory;

    @Test
    void readsWhatWasWrittenToTheLastBit() {
        TrialResult result = result(Optional.of(0.1 + 0.2), Optional.of(Double.MIN_VALUE));

        ResultFile.write(directory, result);

        assertThat(ResultFile.read(directory)).get().usingRecursiveComparison().isEqualTo(result);
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void replacesAnEarlierResult() {
        ResultFile.write(directory, result(Optional.of(1.0), Optional.empty()));
        ResultFile.write(directory, result(Optional.of(2.0), Optional.empty()));

        assertThat(ResultFile.read(directory).orElseThrow().trainingLoss()).contains(2.0);
    }

    @Test
    void leavesOutLossesThatAreNotFinite() {
        ResultFile.write(
                directory, result(Optional.of(Double.NaN), Optional.of(Double.POSITIVE_INFINITY)));

        assertThat(ResultFile.read(directory))
                .get()
                .usingRecursiveComparison()
                .isEqualTo(result(Optional.empty(), Optional.empty()));
    }

    @Test
    void hasNothingToReadWhereNothingEnded() {
        assertThat(ResultFile.read(directory)).isEmpty();
        assertThat(ResultFile.read(directory.resolve("missing"))).isEmpty();
    }

    @Test
    void skipsWhatALaterVersionAdded() throws IOException {
        TrialResult result = result(Optional.of(1.0), Optional.empty());
        ResultFile.write(directory, result);
        Path file = directory.resolve(TrialDirectory.RESULT);
        Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"later\": [1],"));

        assertThat(ResultFile.read(directory)).get().usingRecursiveComparison().isEqualTo(result);
    }

    @Test
    void readsWhatWasWrittenBeforeMemoryWasMeasured() throws IOException {
        ResultFile.write(directory, result(Optional.of(1.0), Optional.empty()));
        Path file = directory.resolve(TrialDirectory.RESULT);
        Files.writeString(
                file, Files.readString(file).replaceFirst("\\s*\"peakMemory\" : \\d+,", ""));

        assertThat(Files.readString(file)).doesNotContain("peakMemory");
        assertThat(ResultFile.read(directory).orElseThrow().peakMemory()).isEmpty();
    }

    @Test
    void refusesEveryBeginningOfAResult() throws IOException {
        ResultFile.write(directory, result(Optional.of(1.0), Optional.empty()));
        Path file = directory.resolve(TrialDirectory.RESULT);
        String whole = Files.readString(file).strip();

        for (int length = 0; length < whole.length(); length++) {
            Files.writeString(file, whole.substring(0, length));
            assertUnreadable();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "{}", "{\"id\": \"aa\"}", "\0\0\0\0"})
    void refusesWhatIsNoResult(String content) throws IOException {
        Files.writeString(directory.resolve(TrialDirectory.RESULT), content);

        assertUnreadable();
    }

    @Test
    void refusesADirectoryInItsPlace() throws IOException {
        Files.createDirectory(directory.resolve(TrialDirectory.RESULT));

        assertUnreadable();
    }

    @Test
    void saysWhereItCouldNotWrite() {
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(
                        () ->
                                ResultFile.write(
                                        directory.resolve("missing"),
                                        result(Optional.empty(), Optional.empty())))
                .withMessageContaining("missing")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DIRECTORY_UNWRITABLE));
    }

    private void assertUnreadable() {
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(() -> ResultFile.read(directory))
                .withMessageContaining(TrialDirectory.RESULT)
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IO));
    }

    private static TrialResult result(Optional<Double> loss, Optional<Double> nmse) {
        return new TrialResult(
                "3fa91c0d22be",
                "f00000000001",
                Outcome.COMPLETED,
                Optional.empty(),
                Optional.of("stopped early: \"target\" reached"),
                1000,
                1.5,
                Optional.of(314_572_800L),
                loss,
                nmse,
                17_000,
                "cpu",
                Map.of("nmse", 1.0 / 3),
                Map.of("measured-memory", new double[] {1, 0.1, 1e-300}),
                Map.of("nmse", "00d1935fa271"),
                List.of());
    }
}
