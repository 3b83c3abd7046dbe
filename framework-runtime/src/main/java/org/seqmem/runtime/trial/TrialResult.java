// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.api.ErrorCode;

/**
 * The content of {@code result.json}, which alone decides what a trial's end was.
 *
 * @param id the trial's id
 * @param fingerprint a hash of the plugins that made it
 * @param outcome how it ended
 * @param code the error code of a failure
 * @param message why it failed, diverged or stopped early, in a sentence
 * @param steps updates done
 * @param seconds wall-clock time of training and measuring
 * @param peakMemory the most memory that the process had at once, in bytes, on the host if it
 *     computed on a GPU; empty where the system does not tell. Of a trial that went on in another
 *     process, it is that of the last
 * @param trainingLoss the last training loss that was read
 * @param validationNmse the last validation NMSE
 * @param parameters trainable numbers
 * @param device on which it ran
 * @param metrics numbers by name ({@code nmse}, or {@code metric.value} for further values); finite
 * @param curves sequences of numbers by name, likewise
 * @param measured which metrics have been computed: {@link TrialMetric#digest} by the metric's name
 * @param log the last lines that were logged, if it failed
 */
public record TrialResult(
        String id,
        String fingerprint,
        Outcome outcome,
        Optional<String> code,
        Optional<String> message,
        long steps,
        double seconds,
        Optional<Long> peakMemory,
        Optional<Double> trainingLoss,
        Optional<Double> validationNmse,
        long parameters,
        String device,
        Map<String, Double> metrics,
        Map<String, double[]> curves,
        Map<String, String> measured,
        List<String> log) {

    /** Copies the maps, keeping their order. */
    public TrialResult {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
        measured = Collections.unmodifiableMap(new LinkedHashMap<>(measured));
        log = List.copyOf(log);
    }

    /**
     * The result of a trial that could not be run to an end of its own.
     *
     * @param id the trial's id
     * @param fingerprint a hash of the plugins that would have made it
     * @param device where it was to run
     * @param code what went wrong
     * @param message the same in a sentence
     * @param log the last lines that were logged
     */
    public static TrialResult failed(
            String id,
            String fingerprint,
            String device,
            ErrorCode code,
            String message,
            List<String> log) {
        return unfinished(
                id,
                fingerprint,
                device,
                Outcome.FAILED,
                Optional.of(code.name()),
                Optional.of(message),
                log);
    }

    /**
     * The result of a trial that was cut off while its run was stopped.
     *
     * @param id the trial's id
     * @param fingerprint a hash of the plugins that would have made it
     * @param device where it ran
     */
    public static TrialResult stopped(String id, String fingerprint, String device) {
        return unfinished(
                id,
                fingerprint,
                device,
                Outcome.STOPPED,
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    private static TrialResult unfinished(
            String id,
            String fingerprint,
            String device,
            Outcome outcome,
            Optional<String> code,
            Optional<String> message,
            List<String> log) {
        return new TrialResult(
                id,
                fingerprint,
                outcome,
                code,
                message,
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                device,
                Map.of(),
                Map.of(),
                Map.of(),
                log);
    }
}
