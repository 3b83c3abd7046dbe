// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.metric.Measurement;

/**
 * What all metrics of a trial found, by the names that results have: {@code metric} for the
 * headline of a metric, {@code metric.value} for its further values and its curves.
 */
final class Measurements {

    private final Map<String, Double> metrics = new LinkedHashMap<>();
    private final Map<String, double[]> curves = new LinkedHashMap<>();

    /**
     * Adds the findings of a metric; what is not finite is left out and reported.
     *
     * @param name the metric's name in results
     * @param log told of what was left out
     */
    void add(String name, Measurement found, TrialLog log) {
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
                            if (java.util.Arrays.stream(curve).allMatch(Double::isFinite)) {
                                curves.put(name + "." + key, curve);
                            } else {
                                log.line("curve " + name + "." + key + " is not finite");
                            }
                        });
    }

    Map<String, Double> metrics() {
        return metrics;
    }

    Map<String, double[]> curves() {
        return curves;
    }
}
