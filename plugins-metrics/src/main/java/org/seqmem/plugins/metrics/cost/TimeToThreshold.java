// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.metric.TrainedModel.Validated;

/**
 * How long a training took to learn: {@code steps} and {@code seconds} until the validation NMSE
 * was at or below a threshold for the first time, as finely as it was validated. Nothing where it
 * never was.
 *
 * <p>Steps are the same in every run of a trial; seconds are those of the clock on the wall, and
 * the one value that is not.
 */
final class TimeToThreshold implements Metric {

    private final TimeToThresholdConfig config;

    TimeToThreshold(TimeToThresholdConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Validated validated : trained.validations()) {
            if (validated.nmse() <= config.threshold()) {
                values.put("steps", (double) validated.step());
                values.put("seconds", validated.seconds());
                break;
            }
        }
        return new Measurement(values, Map.of());
    }
}
