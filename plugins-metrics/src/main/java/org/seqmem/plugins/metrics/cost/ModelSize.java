// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import java.util.LinkedHashMap;
import java.util.Map;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.model.ModelFacts;

/**
 * The facts of a model as numbers: {@code parameters}, {@code flops-per-step} and, where they are
 * bounded, {@code state-size} and {@code receptive-field}.
 */
final class ModelSize implements Metric {

    @Override
    public Measurement measure(TrainedModel trained) {
        ModelFacts facts = trained.facts();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("parameters", (double) facts.parameters());
        values.put("flops-per-step", (double) facts.flopsPerStep());
        facts.stateSize().ifPresent(size -> values.put("state-size", (double) size));
        facts.receptiveField().ifPresent(field -> values.put("receptive-field", (double) field));
        return new Measurement(values, Map.of());
    }
}
