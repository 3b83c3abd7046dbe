// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.types.Shape;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.random.RandomStreams;

class OrthogonalTest {

    /** Dot products of some sixty doubles. */
    private static final double ROUNDING = 1e-13;

    private static final int BLOCKS = 3;

    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "7, false", "64, false", "1, true", "2, true", "7, true"})
    void givesOrthogonalBlocksTimesTheGain(int size, boolean keepsDirection) {
        double gain = 0.9;
        double[] values =
                new Orthogonal(gain, keepsDirection)
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

    /** A vector is kept where gain I - Q takes something to 0. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 6})
    void keepsADirectionWhereAsked(int size) {
        for (int seed = 0; seed < 8; seed++) {
            double[] values =
                    new Orthogonal(0.9, true)
                            .values(RandomStreams.of(seed).stream("w"), new Shape(size, size));
            double[][] rest = new double[size][size];
            for (int i = 0; i < size; i++) {
                for (int j = 0; j < size; j++) {
                    rest[i][j] = (i == j ? 0.9 : 0) - values[i * size + j];
                }
            }
            assertThat(determinant(rest, size)).isCloseTo(0, Offset.offset(ROUNDING));
        }
    }

    /** By its first row. */
    private static double determinant(double[][] matrix, int size) {
        if (size == 1) {
            return matrix[0][0];
        }
        double sum = 0;
        for (int column = 0; column < size; column++) {
            double[][] minor = new double[size - 1][size - 1];
            for (int i = 1; i < size; i++) {
                for (int j = 0; j < size - 1; j++) {
                    minor[i - 1][j] = matrix[i][j < column ? j : j + 1];
                }
            }
            sum += (column % 2 == 0 ? 1 : -1) * matrix[0][column] * determinant(minor, size - 1);
        }
        return sum;
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
