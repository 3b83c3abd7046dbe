// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;

class LongConvTest {

    /** Of sums of some hundred terms of order one, by way of a transform. */
    private static final double REORDERING = 1e-12;

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 1",
        "7, 7, 1, 1",
        "7, 3, 2, 3",
        "3, 7, 3, 2",
        "33, 20, 2, 1",
        "20, 1, 2, 2"
    })
    void equalsTheSumOverTaps(int length, int taps, int inputs, int outputs) {
        SequenceShape shape = new SequenceShape(length, inputs, outputs);
        RandomStreams streams = RandomStreams.of(3);
        RandomStream stream = streams.stream("x");
        double[] x = new double[2 * length * inputs];
        Arrays.setAll(x, i -> stream.nextGaussian());
        double[] bias = {0.5, -1, 2};
        try (ModelUnderTest model =
                ModelUnderTest.of(
                        new LongConv(taps, shape, streams),
                        shape,
                        DataType.FLOAT64,
                        Map.of("bias", Arrays.copyOf(bias, outputs)))) {
            double[] kernel = Objects.requireNonNull(model.parameters().get("kernel"));
            double[] y = model.output(x, 2);
            for (int b = 0; b < 2; b++) {
                for (int t = 0; t < length; t++) {
                    for (int o = 0; o < outputs; o++) {
                        double sum = bias[o];
                        for (int i = 0; i < inputs; i++) {
                            for (int s = 0; s < Math.min(taps, t + 1); s++) {
                                sum +=
                                        kernel[(o * inputs + i) * taps + s]
                                                * x[(b * length + t - s) * inputs + i];
                            }
                        }
                        assertThat(y[(b * length + t) * outputs + o])
                                .as("sequence %d, step %d, output %d", b, t, o)
                                .isCloseTo(sum, Offset.offset(REORDERING));
                    }
                }
            }
        }
    }
}
