// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDList;
import org.junit.jupiter.api.Test;

/** What needs no arrays; the compatibility kit of models shows the rest. */
class CarryTest {

    @Test
    void thereIsNothingBeforeTheBeginning() {
        assertThat(Carry.none().take()).isEmpty();
        assertThat(Carry.start().take()).isEmpty();
        assertThat(Carry.start().position()).isZero();
    }

    @Test
    void onlyPiecesAreFollowedByOthers() {
        assertThat(Carry.none().keeps()).isFalse();
        assertThat(Carry.start().keeps()).isTrue();
        assertThat(Carry.start().next(3).keeps()).isTrue();
    }

    @Test
    void positionsAddUp() {
        assertThat(Carry.start().next(3).next(4).position()).isEqualTo(7);
    }

    @Test
    void aStateFollowsAStep() {
        assertThatThrownBy(() -> Carry.of(new NDList(), 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a state is that after at least one step, not after 0");
    }

    @Test
    void refusesToGiveMoreThanWasKept() {
        assertThatThrownBy(() -> Carry.start().next(1).take())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("a layer wants more than the 0 arrays kept after the piece before");
    }
}
