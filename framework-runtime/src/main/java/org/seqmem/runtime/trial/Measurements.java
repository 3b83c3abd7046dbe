// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.metric.Measurement;

/**
 * What all metrics of a trial found, by the names that results have: {@code metric} for the
 * headline of a metric, {@code metric.value} for its further values and its curves.
 */
final class Measurements {

    private final TrialLog log;
    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, double[]> curves = new LinkedHashMap<>();
    private final Map<String, String> digests = new LinkedHashMap<>();

    /**
     * @param log told of what was left out
     */
    Measurements(TrialLog log) {
        this.log = log;
    }

    /** Adds the findings of a metric; what is not finite is left out and reported. */
    void add(TrialMetric metric, Measurement found) {
        String name = metric.name();
        boolean headline = true;
        for (Map.Entry<String, Double> value : found.values().entrySet()) {
            String key = headline ? name : name + "." + value.getKey();
            headline = false;
            if (Double.isFinite(value.getValue())) {
                metrics.put(key, value.getValue());
            } else {
                log.line("metric " + key + " is " + value.getValue() + " and was left out");
            }
        }
        found.curves()
                .forEach(
                        (key, curve) -> {
                            if (Arrays.stream(curve).allMatch(Double::isFinite)) {
                                curves.put(name + "." + key, curve);
                            } else {
                                log.line("curve " + name + "." + key + " is not finite");
                            }
                        });
        digests.put(name, metric.digest());
    }

    Map<String, Double> metrics() {
        return metrics;
    }

    Map<String, double[]> curves() {
        return curves;
    }

    /** Which metrics were added: their digests by name. */
    Map<String, String> digests() {
        return digests;
    }

    /** A result with these findings, in place of what it had from metrics of the same names. */
    TrialResult addedTo(TrialResult result) {
        return new TrialResult(
                result.id(),
                result.fingerprint(),
                result.outcome(),
                result.code(),
                result.message(),
                result.steps(),
                result.seconds(),
                result.peakMemory(),
                result.trainingLoss(),
                result.validationNmse(),
                result.parameters(),
                result.device(),
                merged(result.metrics(), metrics),
                merged(result.curves(), curves),
                merged(result.measured(), digests),
                result.log());
    }

    private <T> Map<String, T> merged(Map<String, T> before, Map<String, T> added) {
        Map<String, T> merged = new LinkedHashMap<>(before);
        merged.keySet()
                .removeIf(
                        key ->
                                digests.keySet().stream()
                                        .anyMatch(
                                                name ->
                                                        key.equals(name)
                                                                || key.startsWith(name + ".")));
        merged.putAll(added);
        return merged;
    }
}
