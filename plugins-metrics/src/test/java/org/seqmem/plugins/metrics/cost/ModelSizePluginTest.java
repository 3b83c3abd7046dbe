// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.cost;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.metrics.PredictedModel;

class ModelSizePluginTest {

    private static final Evaluation NOTHING =
            new Evaluation(
                    new SequenceShape(1, 1, 1), 1, new double[1], new double[1], new double[1]);

    @Test
    void tellsTheFactsAndLeavesOutWhatIsUnbounded() {
        assertThat(measure(OptionalLong.of(7), OptionalInt.empty()))
                .containsExactly(
                        Map.entry("parameters", 12.0),
                        Map.entry("flops-per-step", 34.0),
                        Map.entry("state-size", 7.0));
        assertThat(measure(OptionalLong.empty(), OptionalInt.of(5)))
                .containsExactly(
                        Map.entry("parameters", 12.0),
                        Map.entry("flops-per-step", 34.0),
                        Map.entry("receptive-field", 5.0));
    }

    private static Map<String, Double> measure(OptionalLong states, OptionalInt field) {
        ModelFacts facts = new ModelFacts(Set.of(), states, field, 12, 34);
        return new ModelSizePlugin()
                .create(new NoConfig())
                .measure(new PredictedModel(NOTHING, facts))
                .values();
    }
}
