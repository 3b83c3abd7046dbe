// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.StepWeights;

/**
 * The normalised mean squared error on the test split.
 *
 * <pre>{@code
 * NMSE = sum (prediction - target)^2 / sum target^2
 * }</pre>
 *
 * <p>The power of the very targets that are predicted is the divisor, their mean included:
 * predicting zero scores exactly 1, and the luck of the draw largely cancels. Beside it stand the
 * same over the last quarter of the steps, where the start from nothing has been forgotten, and
 * over the last step alone ({@code last-quarter}, {@code last-step}), each with its standard error
 * over test sequences ({@code standard-error}, {@code last-quarter-standard-error}, {@code
 * last-step-standard-error}; none for a single sequence).
 */
public final class NmsePlugin implements MetricPlugin<NoConfig> {

    private static final String NAME = "nmse";

    /** For the ServiceLoader. */
    public NmsePlugin() {}

    @Override
    public String name() {
        return NAME;
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

    @Override
    public List<MeasuredError> errors(NoConfig config, SequenceShape shape) {
        return ranges(shape.length()).entrySet().stream()
                .map(
                        range ->
                                new MeasuredError(
                                        range.getKey(),
                                        standardError(range.getKey()),
                                        range.getValue()))
                .toList();
    }

    private static Map<String, StepWeights> ranges(int length) {
        Map<String, StepWeights> ranges = new LinkedHashMap<>();
        ranges.put(NAME, StepWeights.ALL);
        ranges.put("last-quarter", StepWeights.lastQuarter(length));
        ranges.put("last-step", StepWeights.last(length));
        return ranges;
    }

    private static String standardError(String value) {
        return value.equals(NAME) ? "standard-error" : value + "-standard-error";
    }

    private static Measurement measure(TrainedModel trained) {
        Map<String, Double> values = new LinkedHashMap<>();
        ranges(trained.test().shape().length())
                .forEach(
                        (value, steps) -> {
                            SquaredError error = SquaredError.of(trained.test(), steps);
                            values.put(value, error.normalised());
                            if (trained.test().count() > 1) {
                                values.put(standardError(value), error.standardError());
                            }
                        });
        return new Measurement(values, Map.of());
    }
}
