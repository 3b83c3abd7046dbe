// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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
 * @param trainingLoss the last training loss that was read
 * @param validationNmse the last validation NMSE
 * @param parameters trainable numbers
 * @param device on which it ran
 * @param metrics numbers by name ({@code nmse}, or {@code metric.value} for further values); finite
 * @param curves sequences of numbers by name, likewise
 */
public record TrialResult(
        String id,
        String fingerprint,
        Outcome outcome,
        Optional<String> code,
        Optional<String> message,
        long steps,
        double seconds,
        Optional<Double> trainingLoss,
        Optional<Double> validationNmse,
        long parameters,
        String device,
        Map<String, Double> metrics,
        Map<String, double[]> curves) {

    /** Copies the maps, keeping their order. */
    public TrialResult {
        metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
        curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
    }
}
