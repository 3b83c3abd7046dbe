// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * What {@code curve.jsonl} says: how the errors of a training went.
 *
 * @param points in the order of their steps
 */
public record LearningCurve(List<Point> points) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the points. */
    public LearningCurve {
        points = List.copyOf(points);
    }

    /**
     * One line of the file. What the file does not know, or what was not finite, is NaN.
     *
     * @param step updates done
     * @param loss the training loss of the step's batch
     * @param validationNmse the validation error, where the step was validated
     * @param rate the learning rate of the step
     * @param seconds since the training began
     */
    public record Point(
            long step, double loss, double validationNmse, double rate, double seconds) {}

    /**
     * Reads the curve of a trial, also while it is being written: a last line that is not whole yet
     * is left out.
     *
     * @param directory the trial's directory
     * @return no points if there is no such file
     * @throws SeqmemException IO if the file cannot be read
     */
    public static LearningCurve read(Path directory) {
        Path file = directory.resolve(TrialDirectory.CURVE);
        List<Point> points = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonNode node = JSON.readTree(line);
                points.add(
                        new Point(
                                node.path("step").asLong(),
                                number(node, "loss"),
                                number(node, "validation_nmse"),
                                number(node, "rate"),
                                number(node, "seconds")));
            }
        } catch (JsonProcessingException tornLine) {
            return new LearningCurve(points); // the worker was cut off, or is writing it
        } catch (NoSuchFileException e) {
            return new LearningCurve(List.of());
        } catch (IOException e) {
            throw new SeqmemException(ErrorCode.IO, file + " cannot be read: " + e.getMessage(), e);
        }
        return new LearningCurve(points);
    }

    private static double number(JsonNode node, String key) {
        return node.path(key).asDouble(Double.NaN);
    }
}
