// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.testkit.ModelUnderTest;

class FftConvolutionTest {

    /** Absolute, at values of order ten: a transform keeps all but the last digit or two. */
    private static final double DOUBLE_TOLERANCE = 1e-12;

    private static final double SINGLE_TOLERANCE = 2e-5;

    @Test
    void equalsTheSumAndItsGradientsOnRandomShapes() {
        // batch, channels, length
        int[][] sizes = {{1, 1, 1}, {2, 1, 2}, {1, 3, 7}, {3, 2, 31}, {2, 2, 64}, {1, 1, 127}};
        for (int[] size : sizes) {
            RandomStream stream = RandomStreams.of(9).stream("numbers", size[2]);
            double[] u = random(stream, size[0] * size[1] * size[2]);
            double[] kernel = random(stream, size[1] * size[2]);
            double[] y = sum(u, kernel, size);
            // of the sum of the squares: the same sum, backwards in time
            double[] byInput = new double[u.length];
            double[] byKernel = new double[kernel.length];
            gradients(u, kernel, y, size, byInput, byKernel);
            for (DataType type : new DataType[] {DataType.FLOAT64, DataType.FLOAT32}) {
                try (NDManager manager = NDManager.newBaseManager();
                        GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    Shape shape = new Shape(size[0], size[1], size[2]);
                    NDArray input = ModelUnderTest.array(manager, u, shape, type);
                    NDArray weights =
                            ModelUnderTest.array(
                                    manager, kernel, new Shape(size[1], size[2]), type);
                    input.setRequiresGradient(true);
                    weights.setRequiresGradient(true);
                    NDArray output = FftConvolution.causal(input, weights);
                    collector.backward(output.square().sum());
                    assertClose(output, y, type, size);
                    assertClose(input.getGradient(), byInput, type, size);
                    assertClose(weights.getGradient(), byKernel, type, size);
                }
            }
        }
    }

    @Test
    void transformsAreLongEnoughAndOfSmallFactors() {
        for (long points = 1; points < 3000; points++) {
            long length = FftConvolution.transformLength(points);
            assertThat(length).isGreaterThanOrEqualTo(points).isEven();
            // between a power of two and the next there are enough such numbers
            assertThat(length).isLessThanOrEqualTo(Math.max(2, points + points / 8 + 4));
        }
        assertThat(FftConvolution.transformLength(253)).isEqualTo(256);
        assertThat(FftConvolution.transformLength(255)).isEqualTo(256);
        assertThat(FftConvolution.transformLength(257)).isEqualTo(270);
    }

    private static double[] sum(double[] u, double[] kernel, int[] size) {
        double[] y = new double[u.length];
        for (int row = 0; row < size[0] * size[1]; row++) {
            for (int t = 0; t < size[2]; t++) {
                for (int l = 0; l <= t; l++) {
                    y[row * size[2] + t] +=
                            kernel[row % size[1] * size[2] + l] * u[row * size[2] + t - l];
                }
            }
        }
        return y;
    }

    private static void gradients(
            double[] u,
            double[] kernel,
            double[] y,
            int[] size,
            double[] byInput,
            double[] byKernel) {
        for (int row = 0; row < size[0] * size[1]; row++) {
            for (int t = 0; t < size[2]; t++) {
                for (int l = 0; l <= t; l++) {
                    int k = row % size[1] * size[2] + l;
                    int s = row * size[2] + t - l;
                    byInput[s] += 2 * y[row * size[2] + t] * kernel[k];
                    byKernel[k] += 2 * y[row * size[2] + t] * u[s];
                }
            }
        }
    }

    private static double[] random(RandomStream stream, int size) {
        double[] values = new double[size];
        Arrays.setAll(values, i -> stream.nextGaussian());
        return values;
    }

    private static void assertClose(NDArray actual, double[] expected, DataType type, int[] size) {
        double[] numbers = ModelUnderTest.numbers(actual);
        double largest = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        double tolerance = type == DataType.FLOAT64 ? DOUBLE_TOLERANCE : SINGLE_TOLERANCE;
        assertThat(numbers).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(numbers[i])
                    .as("number %d at %s, %s", i, Arrays.toString(size), type)
                    .isCloseTo(expected[i], Offset.offset(tolerance * Math.max(1, largest)));
        }
    }
}
