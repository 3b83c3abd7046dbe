// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoundaryTest {

    private static final double ROUNDING = 1e-12;

    @Test
    void liesWhereTheLogarithmOfTheErrorCrossesTheThreshold() {
        // 0.25 to 1 in one factor of four: the threshold, 0.5, is half-way in logarithms
        Boundary boundary = Boundary.of(List.of(4.0, 16.0), List.of(0.25, 1.0));
        assertThat(boundary.kind()).isEqualTo(Boundary.Kind.CROSSES);
        assertThat(boundary.at()).isCloseTo(8, within(ROUNDING));
        assertThat(boundary.low()).isEqualTo(4);
        assertThat(boundary.high()).isEqualTo(16);
    }

    @Test
    void isFoundFromEitherSide() {
        assertThat(Boundary.of(List.of(4.0, 16.0), List.of(1.0, 0.25)).at())
                .isCloseTo(8, within(ROUNDING));
    }

    @Test
    void isLinearWhereStrengthsAreNotPositive() {
        assertThat(Boundary.of(List.of(0.0, 2.0), List.of(0.25, 1.0)).at())
                .isCloseTo(1, within(ROUNDING));
    }

    @Test
    void isTheFirstOfSeveral() {
        Boundary boundary = Boundary.of(List.of(1.0, 2.0, 3.0, 4.0), List.of(0.1, 0.9, 0.1, 0.9));
        assertThat(boundary.high()).isEqualTo(2);
    }

    @Test
    void isMissingWhereAllOrNothingIsLearnt() {
        assertThat(Boundary.of(List.of(1.0, 2.0), List.of(0.1, 0.0)).kind())
                .isEqualTo(Boundary.Kind.LEARNS_ALL);
        assertThat(Boundary.of(List.of(1.0, 2.0), List.of(0.5, 2.0)).kind())
                .isEqualTo(Boundary.Kind.LEARNS_NONE);
    }
}
