// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;
import org.seqmem.plugins.metrics.KnownInput;
import org.seqmem.plugins.metrics.KnownTask;

class SteadyStatePluginTest {

    private static final Offset<Double> ROUNDING = Offset.offset(1e-10);

    private final Reference reference = new SteadyStatePlugin().create(new NoConfig());

    @Test
    void isOneMinusStatesOverDelayForOneDelay() {
        ReferenceLine line =
                reference.line(KnownTask.delayed(8, 32), model(3, Claim.LINEAR)).orElseThrow();
        assertThat(line.role()).isEqualTo(Role.ORIENTATION);
        assertThat(line.nmse()).isCloseTo(1 - 3 / 8.0, ROUNDING);
        assertThat(
                        reference
                                .line(KnownTask.delayed(8, 32), model(8, Claim.LINEAR))
                                .orElseThrow()
                                .nmse())
                .isZero();
    }

    /** Two equal taps: one easy, at lag 0, and one that three states of eight hold. */
    @Test
    void weighsWhatCannotBeHeldAgainstAllLagsAlike() {
        double[] rho = new double[32];
        rho[0] = 2;
        rho[8] = 2;
        Task task = KnownTask.linear(rho, KnownInput.white(3), 0);
        assertThat(reference.line(task, model(3, Claim.LINEAR)).orElseThrow().nmse())
                .isCloseTo((1 - 3 / 8.0) / 2, ROUNDING);
    }

    @Test
    void addsTheNoiseOfTheTargets() {
        double[] rho = new double[32];
        rho[8] = 1;
        Task task = KnownTask.linear(rho, KnownInput.white(3), 1);
        assertThat(reference.line(task, model(3, Claim.LINEAR)).orElseThrow().nmse())
                .isCloseTo((3 * (1 - 3 / 8.0) + 1) / 4, ROUNDING);
    }

    @Test
    void isQuietWhereTheTheoryDoesNotSpeak() {
        double[] rho = new double[32];
        rho[8] = 1;
        assertThat(reference.line(KnownTask.delayed(8, 32), model(3))).isEmpty();
        assertThat(
                        reference.line(
                                KnownTask.linear(rho, KnownInput.autoregressive(0.5), 0),
                                model(3, Claim.LINEAR)))
                .isEmpty();
    }

    private static ModelFacts model(long states, Claim... claims) {
        Set<Claim> all = new HashSet<>(Set.of(claims));
        all.add(Claim.CAUSAL);
        return new ModelFacts(all, OptionalLong.of(states), OptionalInt.empty(), 1, 1);
    }
}
