// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a metric found.
 *
 * @param values numbers by name (kebab-case); the first one is the headline
 * @param curves sequences of numbers by name, for instance a kernel over lags
 */
public record Measurement(Map<String, Double> values, Map<String, double[]> curves) {

    /**
     * The name of a curve that is the measured weight of the input by lag, of a model with one
     * input and one output: references may start fits from it.
     */
    public static final String KERNEL = "kernel";

    /** Copies the maps, keeping their order. */
    public Measurement {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
    }

    /** One number. */
    public static Measurement of(String name, double value) {
        return new Measurement(Map.of(name, value), Map.of());
    }
}
