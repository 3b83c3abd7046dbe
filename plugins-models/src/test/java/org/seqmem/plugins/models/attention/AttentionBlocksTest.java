// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.random.RandomStreams;

/** Attention in blocks of steps against attention to everything under a mask. */
class AttentionBlocksTest {

    /** What a mask hides weighs exactly 0: only the order of sums differs. */
    private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

    /** One step; one block; one step more; several blocks with a short last one; even blocks. */
    @ParameterizedTest
    @ValueSource(ints = {1, 32, 33, 75, 160})
    void blocksLeaveOutOnlyWhatTheMaskHides(int length) {
        for (OptionalInt window : List.of(OptionalInt.empty(), OptionalInt.of(5))) {
            List<double[]> whole = run(length, window, false);
            List<double[]> blocks = run(length, window, true);
            for (int i = 0; i < whole.size(); i++) {
                assertThat(blocks.get(i)).containsExactly(whole.get(i), ROUNDING);
            }
        }
    }

    /** The result and the gradients of query, key and value. */
    private static List<double[]> run(int length, OptionalInt window, boolean blocks) {
        List<double[]> results = new ArrayList<>();
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            RandomStream stream = RandomStreams.of(5).stream("attention");
            List<NDArray> operands = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                operands.add(normal(manager, stream, new Shape(2, 2, length, 3)));
                operands.get(i).setRequiresGradient(true);
            }
            NDArray like = manager.zeros(new Shape(1, length, 1), DataType.FLOAT64);
            NDArray mask =
                    AttentionMask.of(length, length, window, java.util.Optional.empty(), like);
            NDArray scale = normal(manager, stream, new Shape(2, 2, length, 3));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray seen =
                        blocks
                                ? AttentionLayer.lookInBlocks(
                                        operands.get(0), operands.get(1), operands.get(2), mask)
                                : AttentionLayer.look(
                                        operands.get(0), operands.get(1), operands.get(2), mask);
                collector.backward(seen.mul(scale).sum());
                results.add(seen.toDoubleArray());
            }
            operands.forEach(operand -> results.add(operand.getGradient().toDoubleArray()));
        }
        return results;
    }

    private static NDArray normal(NDManager manager, RandomStream stream, Shape shape) {
        double[] values = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = stream.nextGaussian();
        }
        return manager.create(values, shape);
    }
}
