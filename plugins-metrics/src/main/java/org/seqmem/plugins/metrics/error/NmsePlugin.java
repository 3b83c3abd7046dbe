// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;

/**
 * The normalised mean squared error on the test split.
 *
 * <pre>{@code
 * NMSE = sum (prediction - target)^2 / sum target^2
 * }</pre>
 *
 * <p>The power of the very targets that are predicted is the divisor, their mean included:
 * predicting zero scores exactly 1, and the luck of the draw largely cancels. Beside it stands the
 * same over the last quarter of the steps, where the start from nothing has been forgotten.
 */
public final class NmsePlugin implements MetricPlugin<NoConfig> {

    /** For the ServiceLoader. */
    public NmsePlugin() {}

    @Override
    public String name() {
        return "nmse";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "mean squared error over mean target power on the test split; predicting zero scores 1";
    }

    @Override
    public Metric create(NoConfig config) {
        return NmsePlugin::measure;
    }

    private static Measurement measure(TrainedModel trained) {
        int length = trained.task().shape().length();
        int lastQuarter = length - Math.max(1, length / 4);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("nmse", SquaredError.of(trained.test(), 0).normalised());
        values.put("last-quarter", SquaredError.of(trained.test(), lastQuarter).normalised());
        return new Measurement(values, Map.of());
    }
}
