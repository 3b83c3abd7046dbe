// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.TrainingListener;

/**
 * {@code curve.jsonl}: the learning curve, one JSON object a line with {@code step}, {@code loss},
 * {@code validation_nmse} (null except at validations), {@code rate} and {@code seconds} since the
 * start. What is not finite is null. Every line is on disk when the next step begins, so that the
 * curve can be followed.
 */
final class CurveFile implements AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;

    /** Begins an empty curve. */
    CurveFile(Path file) {
        this.file = file;
        try {
            this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw failure(e);
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
            writer.newLine();
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
        return new SeqmemException(ErrorCode.IO, file + " cannot be written: " + e.getMessage(), e);
    }
}
