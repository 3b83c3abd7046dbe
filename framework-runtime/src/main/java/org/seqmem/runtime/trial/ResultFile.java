// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.training.AtomicFile;

/**
 * {@code result.json} of a trial's directory: there whole or not at all.
 *
 * <p>The JSON has the components of {@link TrialResult}; an empty one is null. Members that this
 * version does not know are skipped, so that a later one may add some.
 */
public final class ResultFile {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new Jdk8Module())
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /** What results lack that were written before it was measured. */
    private static final String ADDED_LATER = "peakMemory";

    private ResultFile() {}

    /**
     * Writes a result. Losses that are not finite are left out: JSON has no word for them, and the
     * outcome says as much.
     *
     * @throws SeqmemException DIRECTORY_UNWRITABLE if it cannot be written; what was there before
     *     is there still
     */
    public static void write(Path directory, TrialResult result) {
        Path place = directory.resolve(TrialDirectory.RESULT);
        try {
            byte[] bytes =
                    JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(withoutNaN(result));
            AtomicFile.write(place, bytes);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    place + " cannot be written: " + e.getMessage(),
                    e);
        }
    }

    /**
     * Reads the result of the trial in a directory; empty if there is none.
     *
     * @throws SeqmemException IO if there is one that is not whole, or not readable
     */
    public static Optional<TrialResult> read(Path directory) {
        Path place = directory.resolve(TrialDirectory.RESULT);
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(place));
            if (json instanceof ObjectNode members && !members.has(ADDED_LATER)) {
                members.putNull(ADDED_LATER);
            }
            TrialResult result = JSON.treeToValue(json, TrialResult.class);
            if (result == null) { // the JSON null
                throw new SeqmemException(ErrorCode.IO, place + " is not a whole result: null");
            }
            return Optional.of(result);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (JsonProcessingException e) {
            throw new SeqmemException(
                    ErrorCode.IO, place + " is not a whole result: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, place + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static TrialResult withoutNaN(TrialResult result) {
        return new TrialResult(
                result.id(),
                result.fingerprint(),
                result.outcome(),
                result.code(),
                result.message(),
                result.steps(),
                result.seconds(),
                result.peakMemory(),
                result.trainingLoss().filter(Double::isFinite),
                result.validationNmse().filter(Double::isFinite),
                result.parameters(),
                result.device(),
                result.metrics(),
                result.curves(),
                result.measured(),
                result.log());
    }
}
