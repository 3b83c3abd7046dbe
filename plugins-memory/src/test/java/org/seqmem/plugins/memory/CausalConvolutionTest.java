// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

class CausalConvolutionTest {

    /**
     * Relative to the Euclidean norms of kernel and input, which bound every output: a transform of
     * up to 2^10 numbers loses ten roundings of 1e-16 each way.
     */
    private static final double TOLERANCE = 1e-14;

    @Property(tries = 300, seed = "20250606")
    void agreesWithTheDoubleLoop(
            @ForAll @IntRange(min = 1, max = 300) int length, @ForAll long seed) {
        assertAgrees(length, seed);
    }

    /** The paddings just below, at and above a power of two, and the shortest sequences. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 31, 32, 33, 127, 128, 129, 500})
    void agreesWithTheDoubleLoopAtEdgesOfThePadding(int length) {
        assertAgrees(length, 1);
    }

    @Test
    void sumsFewWeightsExactly() {
        double[] kernel = new double[64];
        kernel[0] = 2;
        kernel[5] = -1;
        kernel[63] = 0.5;
        double[] input = new double[64];
        for (int t = 0; t < 64; t++) {
            input[t] = t + 1;
        }
        double[] output = new double[64];
        Arrays.fill(output, Double.NaN);
        new CausalConvolution(kernel).apply(input, output);
        for (int t = 0; t < 64; t++) {
            double expected = 2 * (t + 1) - Math.max(0, t + 1 - 5) + (t == 63 ? 0.5 : 0);
            assertThat(output[t]).isEqualTo(expected);
        }
    }

    private static void assertAgrees(int length, long seed) {
        RandomStream stream = RandomStreams.of(seed).stream("test");
        double[] kernel = gaussians(stream, length);
        double[] input = gaussians(stream, length);
        double[] output = gaussians(stream, length);

        new CausalConvolution(kernel).apply(input, output);

        assertThat(output)
                .containsExactly(
                        doubleLoop(kernel, input), within(TOLERANCE * norm(kernel) * norm(input)));
    }

    @Test
    void leavesItsInputAndKernelAlone() {
        double[] kernel = {1, 2, 3};
        double[] input = {4, 5, 6};
        CausalConvolution convolution = new CausalConvolution(kernel);
        kernel[0] = 100;
        double[] output = new double[3];

        convolution.apply(input, output);

        assertThat(input).containsExactly(4, 5, 6);
        assertThat(output).containsExactly(new double[] {4, 13, 28}, within(1e-13));
    }

    static double[] doubleLoop(double[] kernel, double[] input) {
        double[] output = new double[input.length];
        for (int t = 0; t < input.length; t++) {
            for (int s = 0; s <= t; s++) {
                output[t] += kernel[s] * input[t - s];
            }
        }
        return output;
    }

    private static double[] gaussians(RandomStream stream, int count) {
        double[] values = new double[count];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }
}
