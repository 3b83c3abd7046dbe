// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.StepWeights;

/** Whether the NMSE on the test set is below a threshold: 1 or 0, so that means are shares. */
final class Learned implements Metric {

    private final LearnedConfig config;

    Learned(LearnedConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        double nmse = SquaredError.of(trained.test(), StepWeights.ALL).normalised();
        boolean learned = nmse < config.threshold();
        return Measurement.of("learned", learned ? 1 : 0);
    }
}
