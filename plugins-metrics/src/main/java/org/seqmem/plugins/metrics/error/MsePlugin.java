// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.task.StepWeights;

/**
 * The mean squared error over the sequences, steps and outputs of the test split, in squared units
 * of the target. It misleads where tasks are compared: an impulse that leaves the sequence has less
 * power to miss. See {@link NmsePlugin}.
 */
public final class MsePlugin implements MetricPlugin<NoConfig> {

    /** For the ServiceLoader. */
    public MsePlugin() {}

    @Override
    public String name() {
        return "mse";
    }

    @Override
    public Class<NoConfig> configType() {
        return NoConfig.class;
    }

    @Override
    public String summary() {
        return "mean squared error on the test split";
    }

    @Override
    public Metric create(NoConfig config) {
        return trained ->
                Measurement.of("mse", SquaredError.of(trained.test(), StepWeights.ALL).mean());
    }
}
