// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterGroupTest {

    @Test
    void decaysUnlessToldOtherwise() {
        assertThat(ParameterGroup.REGULAR).isEqualTo(new ParameterGroup(1, true));
        assertThat(ParameterGroup.NO_DECAY).isEqualTo(new ParameterGroup(1, false));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void rejectsRateFactorsThatAreNotPositiveAndFinite(double factor) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParameterGroup(factor, true))
                .withMessageEndingWith("must be positive, not " + factor);
    }
}
