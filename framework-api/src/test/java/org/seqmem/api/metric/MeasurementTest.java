// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasurementTest {

    @Test
    void keepsValuesInTheirOrderAndApartFromTheOriginal() {
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("nmse", 0.5);
        values.put("mse", 2.0);
        values.put("all-steps", 0.25);
        Measurement measurement = new Measurement(values, Map.of());

        values.clear();

        assertThat(measurement.values())
                .containsExactly(
                        Map.entry("nmse", 0.5),
                        Map.entry("mse", 2.0),
                        Map.entry("all-steps", 0.25));
    }

    @Test
    void cannotBeChanged() {
        Measurement measurement = Measurement.of("mse", 1);

        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> measurement.values().put("mse", 0.0));
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> measurement.curves().put("kernel", new double[0]));
    }
}
