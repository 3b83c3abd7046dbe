// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.TaskFacts;
import org.seqmem.plugins.metrics.KnownTask;

class PredictMeanPluginTest {

    private final Reference reference = new PredictMeanPlugin().create(new NoConfig());

    @Test
    void isWhatTheTaskSaysForEveryModel() {
        assertThat(reference.line(task(4, 0, 0.6, 0), model(Claim.CAUSAL)))
                .contains(new ReferenceLine(0.6, Role.BASELINE));
    }

    @Test
    void isQuietWhereNothingIsKnown() {
        assertThat(reference.line(KnownTask.unknown(8), model())).isEmpty();
    }

    private static KnownTask task(double power, double noise, double constant, double linear) {
        return new KnownTask(
                new SequenceShape(8, 1, 1),
                new TaskFacts(
                        OptionalDouble.of(power),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalDouble.of(noise),
                        OptionalDouble.of(constant),
                        OptionalDouble.of(linear)));
    }

    private static ModelFacts model(Claim... claims) {
        return new ModelFacts(Set.of(claims), OptionalLong.empty(), OptionalInt.empty(), 1, 1);
    }
}
