// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostMathTest {

    /** Between numbers that are tried: odd, so that all low bits occur. */
    private static final int STRIDE = 4099;

    /** In units in the last place: twenty roundings, of which few add up. */
    private static final double TANH = 6;

    /** Half that of the tangent near 1, where its unit is 2^-24. */
    private static final double SIGMOID = TANH * 0x1p-25 + 0x1p-25;

    @Test
    void tanhIsRightToAFewUnitsEverywhere() {
        for (int bits = 0; bits < 0x7f800000; bits += STRIDE) {
            float x = Float.intBitsToFloat(bits);
            float expected = (float) Math.tanh(x);
            float actual = tanh(x);
            assertThat((double) Math.abs(actual - expected))
                    .as("tanh(%s)", x)
                    .isLessThanOrEqualTo(TANH * Math.ulp(expected));
            assertThat(actual).as("tanh(%s)", x).isLessThanOrEqualTo(1);
            assertThat(tanh(-x)).as("tanh(-%s)", x).isEqualTo(-actual);
        }
    }

    @Test
    void tanhEndsAtOne() {
        for (float x : new float[] {10, 1e4f, Float.MAX_VALUE, Float.POSITIVE_INFINITY}) {
            assertThat(tanh(x)).isEqualTo(1);
            assertThat(tanh(-x)).isEqualTo(-1);
        }
    }

    @Test
    void sigmoidIsRightEverywhere() {
        for (int bits = 0; bits < 0x7f800000; bits += STRIDE) {
            for (int sign : new int[] {1, -1}) {
                float x = sign * Float.intBitsToFloat(bits);
                assertThat((double) sigmoid(x))
                        .as("sigmoid(%s)", x)
                        .isBetween(0.0, 1.0)
                        .isBetween(logistic(x) - SIGMOID, logistic(x) + SIGMOID);
            }
        }
        assertThat(sigmoid(Float.POSITIVE_INFINITY)).isEqualTo(1);
        assertThat(sigmoid(Float.NEGATIVE_INFINITY)).isZero();
    }

    @Test
    void whatIsNoNumberStaysSo() {
        assertThat(tanh(Float.NaN)).isNaN();
        assertThat(sigmoid(Float.NaN)).isNaN();
        float[][] out = {{1, 1}};
        HostMath.addProduct(out, new float[] {0}, new float[][] {{Float.NaN, 1}}, 0, 2);
        assertThat(out[0][0]).isNaN();
        assertThat(out[0][1]).isEqualTo(1);
    }

    @Test
    void severalNumbersAtOnceGiveTheSameBitsAsOne() {
        Random random = new Random(4);
        float[] x = new float[1000];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) (5 * random.nextGaussian());
        }
        for (int round = 0; round < 2000; round++) { // until the loop has been compiled
            float[] all = x.clone();
            HostMath.tanh(all, 0, all.length);
            int i = round % x.length;
            assertThat(all[i]).isEqualTo(tanh(x[i]));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 9})
    void addsAProductToARangeOfColumns(int inner) {
        Random random = new Random(inner);
        float[][] in = matrix(random, inner, 29);
        float[][] out = matrix(random, 5, 29);
        float[] weight = matrix(random, 1, 5 * inner)[0];
        float[][] before = Arrays.stream(out).map(float[]::clone).toArray(float[][]::new);

        HostMath.addProduct(out, weight, in, 2, 25);

        for (int i = 0; i < out.length; i++) {
            for (int k = 0; k < out[i].length; k++) {
                double expected = before[i][k];
                for (int j = 0; j < inner && k >= 2 && k < 25; j++) {
                    expected += (double) weight[i * inner + j] * in[j][k];
                }
                assertThat((double) out[i][k]).isBetween(expected - 1e-5, expected + 1e-5);
            }
        }
    }

    @Test
    void addsRangesAndNumbers() {
        float[] out = {1, 2, 3};
        HostMath.add(out, new float[] {10, 20, 30}, 1, 2);
        assertThat(out).containsExactly(1, 22, 3);
        HostMath.add(out, 0.5f);
        assertThat(out).containsExactly(1.5f, 22.5f, 3.5f);
    }

    @Test
    void transposes() {
        assertThat(HostMath.transpose(new float[] {1, 2, 3, 4, 5, 6}, 3))
                .containsExactly(1, 4, 2, 5, 3, 6);
    }

    private static float tanh(float x) {
        float[] value = {x};
        HostMath.tanh(value, 0, 1);
        return value[0];
    }

    private static float sigmoid(float x) {
        float[] value = {x};
        HostMath.sigmoid(value, 0, 1);
        return value[0];
    }

    private static double logistic(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static float[][] matrix(Random random, int rows, int columns) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return matrix;
    }
}
