// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

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

class LinearFloorPluginTest {

    private final Reference reference = new LinearFloorPlugin().create(new NoConfig());

    @Test
    void bindsCausalLinearModels() {
        assertThat(reference.line(task(4, 0, 1, 0.7), model(Claim.CAUSAL, Claim.LINEAR)))
                .contains(new ReferenceLine(0.7, Role.FLOOR));
    }

    @Test
    void isQuietForOthersAndWhereNothingIsKnown() {
        assertThat(reference.line(task(4, 0, 1, 0.7), model(Claim.CAUSAL))).isEmpty();
        assertThat(reference.line(task(4, 0, 1, 0.7), model(Claim.LINEAR))).isEmpty();
        assertThat(reference.line(KnownTask.unknown(8), model(Claim.CAUSAL, Claim.LINEAR)))
                .isEmpty();
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
