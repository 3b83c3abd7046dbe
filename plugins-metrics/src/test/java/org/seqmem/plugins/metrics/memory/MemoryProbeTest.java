// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ReferenceVectors;
import org.seqmem.testkit.ReferenceVectors.Case;

class MemoryProbeTest {

    private static final ReferenceVectors VECTORS =
            ReferenceVectors.read(MemoryProbeTest.class, "/vectors/measured-memory.json");

    static List<Case> cases() {
        return VECTORS.cases();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectors(Case example) {
        SequenceShape shape =
                new SequenceShape(
                        example.integer("/parameters/T"),
                        example.integer("/parameters/inputs"),
                        example.integer("/parameters/outputs"));
        double[][] directions = rows(example.numbers("/inputs/directions"), shape.inputSize());
        MemoryProbe probe = MemoryProbe.of(shape, directions, new Recurrence(example, shape));
        assertMet(example, probe.silent(), "silent_output", 0, shape.length() * shape.outputSize());
        for (int i = 0; i < directions.length; i++) {
            assertMet(example, probe.impulse(i), "impulse_memory_minus_silent", i, shape.length());
            assertMet(example, probe.step(i), "step_memory", i, shape.length() - 1);
        }
        assertMet(
                example,
                probe.largestStep(),
                "step_memory_largest_over_directions",
                0,
                shape.length() - 1);
    }

    @Test
    void measuresPerUnitOfTheLargestComponent() {
        SequenceShape shape = new SequenceShape(3, 2, 1);
        MemoryProbe probe =
                MemoryProbe.of(
                        shape,
                        new double[][] {{4, 0}, {0, 2}},
                        (x, count) -> new double[] {x[0] + 3 * x[1], 0, 0});
        assertThat(probe.largestImpulse()).containsExactly(3, 0, 0);
        assertThat(probe.largestStep()).containsExactly(3, 0);
    }

    private static void assertMet(
            Case example, double[] actual, String name, int part, int length) {
        double[] expected = example.numbers("/expected/" + name);
        VECTORS.assertMet(
                actual,
                Arrays.copyOfRange(expected, part * length, (part + 1) * length),
                DataType.FLOAT64,
                name);
    }

    private static double[][] rows(double[] values, int width) {
        double[][] rows = new double[values.length / width][];
        Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * width, (i + 1) * width));
        return rows;
    }

    /** h_t = phi(A h_(t-1) + B x_t + b), y_t = C h_t + D x_t + c, by loops. */
    private record Recurrence(Case example, SequenceShape shape) implements SequenceMap {

        @Override
        public double[] apply(double[] x, int count) {
            assertThat(count).isOne();
            int states = example.integer("/parameters/states");
            double[] a = example.numbers("/inputs/A");
            double[] b = example.numbers("/inputs/B");
            double[] c = example.numbers("/inputs/C");
            double[] d = example.numbers("/inputs/D");
            double[] stateBias = example.numbers("/inputs/state_bias");
            double[] outputBias = example.numbers("/inputs/output_bias");
            boolean linear = example.text("/parameters/model").equals("linear");
            double[] state = new double[states];
            double[] y = new double[shape.length() * shape.outputSize()];
            for (int t = 0; t < shape.length(); t++) {
                double[] input =
                        Arrays.copyOfRange(x, t * shape.inputSize(), (t + 1) * shape.inputSize());
                double[] next = stateBias.clone();
                addProduct(next, a, state);
                addProduct(next, b, input);
                state = linear ? next : Arrays.stream(next).map(Math::tanh).toArray();
                double[] output = outputBias.clone();
                addProduct(output, c, state);
                addProduct(output, d, input);
                System.arraycopy(output, 0, y, t * output.length, output.length);
            }
            return y;
        }

        private static void addProduct(double[] sum, double[] matrix, double[] vector) {
            for (int i = 0; i < sum.length; i++) {
                for (int j = 0; j < vector.length; j++) {
                    sum[i] += matrix[i * vector.length + j] * vector[j];
                }
            }
        }
    }
}
