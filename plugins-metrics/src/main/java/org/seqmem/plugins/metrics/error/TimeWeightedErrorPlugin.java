// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.StepWeights;

/**
 * The NMSE with steps weighted by a power of time, as time-weighted losses do: late steps, which
 * have more past to answer for, count more.
 *
 * <pre>{@code
 * NMSE = sum (t + 1)^p (prediction - target)^2 / sum (t + 1)^p target^2
 * }</pre>
 *
 * <p><b>Source:</b> Wang and Xue, "INTEREST" (arXiv 2307.11462); the code of arXiv 2305.19190
 * trains with p = 4.
 */
public final class TimeWeightedErrorPlugin implements MetricPlugin<TimeWeightedErrorConfig> {

    private static final String NAME = "time-weighted-nmse";
    private static final String STANDARD_ERROR = "standard-error";

    /** For the ServiceLoader. */
    public TimeWeightedErrorPlugin() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Class<TimeWeightedErrorConfig> configType() {
        return TimeWeightedErrorConfig.class;
    }

    @Override
    public String summary() {
        return "error over target power with steps weighted by a power of time";
    }

    @Override
    public Metric create(TimeWeightedErrorConfig config) {
        return trained -> measure(trained, new StepWeights(0, config.power()));
    }

    @Override
    public List<MeasuredError> errors(TimeWeightedErrorConfig config, SequenceShape shape) {
        return List.of(new MeasuredError(NAME, STANDARD_ERROR, new StepWeights(0, config.power())));
    }

    private static Measurement measure(TrainedModel trained, StepWeights steps) {
        SquaredError error = SquaredError.of(trained.test(), steps);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(NAME, error.normalised());
        if (trained.test().count() > 1) {
            values.put(STANDARD_ERROR, error.standardError());
        }
        return new Measurement(values, Map.of());
    }
}
