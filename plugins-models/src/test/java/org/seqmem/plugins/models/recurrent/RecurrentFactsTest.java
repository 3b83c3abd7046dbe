// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.plugins.models.recurrent.GruConfig.Reset;
import org.seqmem.plugins.models.recurrent.LinearRnnConfig.Structure;

/** What the facts say, worked out by hand for one number in and out. */
class RecurrentFactsTest {

    private static final SequenceShape SCALAR = new SequenceShape(128, 1, 1);
    private static final Set<Claim> BOUNDED =
            Set.of(Claim.CAUSAL, Claim.STABLE_BY_CONSTRUCTION, Claim.STEPPABLE);
    private static final Set<Claim> LINEAR =
            Set.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT, Claim.STEPPABLE);

    @Test
    void linearRnnCarriesItsStateAndMayGrow() {
        assertThat(new LinearRnnPlugin().facts(linear(Structure.DENSE), SCALAR))
                .isEqualTo(facts(LINEAR, 64, 64 * 64 + 64 + 64 + 2, 2 * (64 * 64 + 64 + 64 + 1)));
    }

    @Test
    void linearRnnOfModesHasOneNumberAUnitInPlaceOfAMatrix() {
        Set<Claim> claims = EnumSet.copyOf(LINEAR);
        claims.add(Claim.STABLE_BY_CONSTRUCTION);
        long parameters = 64 + 64 + 64 + 2;
        assertThat(new LinearRnnPlugin().facts(linear(Structure.REAL_DIAGONAL), SCALAR))
                .isEqualTo(facts(claims, 64, parameters, 2 * (64 + 64 + 64 + 1)));
        assertThat(new LinearRnnPlugin().facts(linear(Structure.COMPLEX_DIAGONAL), SCALAR))
                .isEqualTo(facts(claims, 64, parameters, 2 * (2 * 64 + 64 + 64 + 1)));
    }

    private static LinearRnnConfig linear(Structure structure) {
        return new LinearRnnConfig(64, structure, 0.95, 128, 1);
    }

    @Test
    void rnnCarriesOneVectorPerLayer() {
        RnnConfig config = new RnnConfig(64, 2, false, RnnCell.TANH, RecurrentInit.UNIFORM, 1);
        assertThat(new RnnPlugin().facts(config, SCALAR))
                .isEqualTo(
                        facts(
                                BOUNDED,
                                2 * 64,
                                64 * (1 + 64 + 2) + 64 * (64 + 64 + 2) + 65,
                                2 * (64 * (1 + 64) + 64 * (64 + 64) + 64)));
    }

    @Test
    void lstmCarriesTwoVectors() {
        LstmConfig config =
                new LstmConfig(64, 1, false, RecurrentInit.UNIFORM, 1, Optional.empty());
        assertThat(new LstmPlugin().facts(config, SCALAR))
                .isEqualTo(
                        facts(
                                BOUNDED,
                                2 * 64,
                                4 * 64 * (1 + 64 + 2) + 65,
                                2 * (4 * 64 * (1 + 64) + 64)));
    }

    @Test
    void gruCarriesOneVector() {
        GruConfig config =
                new GruConfig(64, 1, false, Reset.AFTER, RecurrentInit.UNIFORM, Optional.empty());
        assertThat(new GruPlugin().facts(config, SCALAR))
                .isEqualTo(
                        facts(
                                BOUNDED,
                                64,
                                3 * 64 * (1 + 64 + 2) + 65,
                                2 * (3 * 64 * (1 + 64) + 64)));
    }

    private static ModelFacts facts(Set<Claim> claims, long state, long parameters, long flops) {
        return new ModelFacts(
                claims, OptionalLong.of(state), OptionalInt.empty(), parameters, flops);
    }
}
