// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.types.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.random.RandomStreams;

class OrthogonalTest {

    /** Dot products of some sixty doubles. */
    private static final double ROUNDING = 1e-13;

    private static final int BLOCKS = 3;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void givesOrthogonalBlocksTimesTheGain(int size) {
        double gain = 0.9;
        double[] values =
                new Orthogonal(gain)
                        .values(
                                RandomStreams.of(1).stream("weight"),
                                new Shape(BLOCKS * (long) size, size));
        assertThat(values).hasSize(BLOCKS * size * size);
        for (int block = 0; block < BLOCKS; block++) {
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    double dot = 0;
                    for (int k = 0; k < size; k++) {
                        dot +=
                                values[(block * size + i) * size + k]
                                        * values[(block * size + j) * size + k];
                    }
                    assertThat(dot).isCloseTo(i == j ? gain * gain : 0, Offset.offset(ROUNDING));
                }
            }
        }
    }

    @Test
    void rejectsWhatIsNotMadeOfSquares() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new Orthogonal(1)
                                        .values(
                                                RandomStreams.of(1).stream("weight"),
                                                new Shape(3, 2)));
    }
}
