// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * A training's state as a safetensors file: the arrays of a {@link TrainingSnapshot}, and the rest
 * as metadata. Python opens it like the file of a model.
 *
 * @param trial the trial's id
 * @param fingerprint of the plugins that made it: others would go on with other bits
 * @param seconds of training that it holds
 * @param snapshot the state
 */
public record CheckpointFile(
        String trial, String fingerprint, double seconds, TrainingSnapshot snapshot) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The numbers of a validation: step, loss, NMSE. */
    private static final int VALIDATION_NUMBERS = 3;

    /**
     * Writes it: whole or not at all.
     *
     * @throws SeqmemException {@link ErrorCode#DIRECTORY_UNWRITABLE} if it cannot be written; what
     *     was there before is there still
     */
    public void write(Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("trial", trial);
        metadata.put("fingerprint", fingerprint);
        metadata.put("seconds", Double.toString(seconds));
        metadata.put("step", Long.toString(snapshot.step()));
        snapshot.loss().ifPresent(loss -> metadata.put("loss", Double.toString(loss)));
        metadata.put(
                "validations",
                json(
                        snapshot.validations().stream()
                                .map(v -> new double[] {(double) v.step(), v.loss(), v.nmse()})
                                .toList()));
        SafetensorsFile.write(file, snapshot.arrays(), metadata);
    }

    /**
     * Reads one.
     *
     * @param manager that the arrays attach to
     * @throws SeqmemException {@link ErrorCode#IO} if it cannot be read or is damaged
     */
    public static CheckpointFile read(Path file, NDManager manager) {
        Map<String, String> metadata = SafetensorsFile.metadata(file);
        try {
            double[][] validations =
                    JSON.readValue(member(metadata, "validations"), new TypeReference<>() {});
            return new CheckpointFile(
                    member(metadata, "trial"),
                    member(metadata, "fingerprint"),
                    Double.parseDouble(member(metadata, "seconds")),
                    new TrainingSnapshot(
                            Long.parseLong(member(metadata, "step")),
                            java.util.Arrays.stream(validations)
                                    .map(CheckpointFile::validation)
                                    .toList(),
                            loss(metadata),
                            SafetensorsFile.read(file, manager)));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new SeqmemException(
                    ErrorCode.IO, file + " is not a whole checkpoint: " + e.getMessage(), e);
        }
    }

    /**
     * How far the training had come; reads no array and needs no engine.
     *
     * @return empty if there is no such file, or none that can be read
     */
    public static Optional<Long> step(Path file) {
        try {
            return Optional.of(Long.parseLong(member(SafetensorsFile.metadata(file), "step")));
        } catch (SeqmemException | IllegalArgumentException e) {
            return Optional.empty(); // what cannot be read cannot be gone on with
        }
    }

    private static Validation validation(double[] numbers) {
        if (numbers.length != VALIDATION_NUMBERS) {
            throw new IllegalArgumentException("a validation of " + numbers.length + " numbers");
        }
        return new Validation((long) numbers[0], numbers[1], numbers[2]);
    }

    private static OptionalDouble loss(Map<String, String> metadata) {
        String loss = metadata.get("loss");
        return loss == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(loss));
    }

    private static String member(Map<String, String> metadata, String name) {
        @Nullable String value = metadata.get(name);
        if (value == null) {
            throw new IllegalArgumentException("\"" + name + "\" is missing");
        }
        return value;
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // arrays of finite numbers always have a JSON form
        }
    }
}
