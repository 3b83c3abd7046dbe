// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.AtomicFile;
import org.seqmem.runtime.training.TrainingListener;

/**
 * {@code curve.jsonl}: the learning curve, one JSON object a line with {@code step}, {@code loss},
 * {@code validation_nmse} (null except at validations), {@code rate} and {@code seconds} since the
 * start, all attempts together. What is not finite is null. Every line is on disk when the next
 * step begins, so that the curve can be followed.
 */
final class CurveFile implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private final BufferedWriter writer;

    /**
     * Goes on with a curve.
     *
     * @param step what lies behind it was cut off, and is drawn again; 0 begins an empty curve
     */
    CurveFile(Path file, long step) {
        this.file = file;
        try {
            StringBuilder kept = new StringBuilder();
            for (String line : step == 0 ? List.<String>of() : lines(file)) {
                if (isUpTo(step, line)) {
                    kept.append(line).append('\n');
                }
            }
            AtomicFile.write(file, kept.toString().getBytes(StandardCharsets.UTF_8));
            this.writer =
                    Files.newBufferedWriter(
                            file, StandardCharsets.UTF_8, java.nio.file.StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static List<String> lines(Path file) throws IOException {
        try {
            return new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return List.of(); // somebody took it away: the rest of the curve is better than none
        }
    }

    private static boolean isUpTo(long step, String line) {
        try {
            return JSON.readTree(line).path("step").asLong(Long.MAX_VALUE) <= step;
        } catch (JsonProcessingException e) {
            return false; // cut in the middle
        }
    }

    void write(TrainingListener.Point point, double seconds) {
        String line =
                "{\"step\":%d,\"loss\":%s,\"validation_nmse\":%s,\"rate\":%s,\"seconds\":%s}"
                        .formatted(
                                point.step(),
                                number(point.loss()),
                                number(point.validationNmse().orElse(Double.NaN)),
                                number(point.rate()),
                                number(Math.round(seconds * 1e3) / 1e3));
        try {
            writer.write(line);
            writer.write('\n');
            writer.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static String number(double value) {
        return Double.isFinite(value) ? Double.toString(value) : "null";
    }

    private SeqmemException failure(IOException e) {
        return new SeqmemException(
                ErrorCode.DIRECTORY_UNWRITABLE, file + " cannot be written: " + e.getMessage(), e);
    }
}
