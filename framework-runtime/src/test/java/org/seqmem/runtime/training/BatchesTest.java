// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.TaskPlugin;

class BatchesTest {

    private static final int COUNT = 8;

    private final RandomStreams streams = RandomStreams.of(3);
    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Engine.getInstance().newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8, 13})
    void aFixedSetIsSeenEquallyOften(int batchSize) {
        Batches batches = fixed(batchSize);
        int[] seen = new int[COUNT];

        for (int step = 0; step < COUNT; step++) {
            for (double number : numbers(batches, step)) {
                seen[(int) number]++;
            }
        }

        assertThat(seen).containsOnly(batchSize);
    }

    @Test
    void eachPassOverAFixedSetHasItsOwnOrder() {
        Batches batches = fixed(COUNT);

        double[] first = numbers(batches, 0);
        double[] second = numbers(batches, 1);

        assertThat(first).isNotEqualTo(second);
        assertThat(Arrays.stream(first).sorted())
                .containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0);
    }

    @Test
    void aBatchDependsOnItsStepAlone() {
        Batches forwards = fixed(3);
        double[][] inOrder = new double[10][];
        for (int step = 0; step < 10; step++) {
            inOrder[step] = numbers(forwards, step);
        }

        Batches backwards = fixed(3);
        for (int step = 9; step >= 0; step--) {
            assertThat(numbers(backwards, step)).isEqualTo(inOrder[step]);
        }
    }

    @Test
    void targetsStayWithTheirInputs() {
        try (NDManager scope = manager.newSubManager()) {
            Batch batch = fixed(3).at(2, scope);

            assertThat(batch.target().getShape()).isEqualTo(new Shape(3, 1, 2));
            for (int i = 0; i < 3; i++) {
                double input = batch.input().getDouble(i, 0, 0);
                assertThat(batch.target().getDouble(i, 0, 0)).isEqualTo(10 * input);
                assertThat(batch.target().getDouble(i, 0, 1)).isEqualTo(10 * input + 1);
            }
        }
    }

    @Test
    void freshBatchesGoOnWhereTheLastOneEnded() {
        var task = TaskPlugin.open(LineTaskPlugin.use(0));
        RandomStreams.Family family = streams.family("data.train");
        Batches single = new FreshBatches(task, family, 1, DataType.FLOAT64);
        Batches pairs = new FreshBatches(task, family, 2, DataType.FLOAT64);

        double[] pair = numbers(pairs, 1);

        assertThat(Arrays.copyOf(pair, LineTaskPlugin.LENGTH)).isEqualTo(numbers(single, 2));
        assertThat(Arrays.copyOfRange(pair, LineTaskPlugin.LENGTH, pair.length))
                .isEqualTo(numbers(single, 3));
    }

    @Test
    void aFreshBatchTooLargeForAnArrayIsRefusedWithASentence() {
        Batches batches =
                new FreshBatches(
                        TaskPlugin.open(LineTaskPlugin.use(0)),
                        streams.family("data.train"),
                        Integer.MAX_VALUE,
                        DataType.FLOAT32);

        assertThatThrownBy(() -> batches.at(0, manager))
                .isInstanceOfSatisfying(
                        SeqmemException.class,
                        refused -> assertThat(refused.code()).isEqualTo(ErrorCode.INVALID_CONFIG))
                .hasMessageContaining("too large for one array");
    }

    /** Sequences of one step whose input is their number. */
    private Batches fixed(int batchSize) {
        double[] inputs = new double[COUNT];
        double[] targets = new double[2 * COUNT];
        for (int i = 0; i < COUNT; i++) {
            inputs[i] = i;
            targets[2 * i] = 10 * i;
            targets[2 * i + 1] = 10 * i + 1;
        }
        Split split = new Split(new SequenceShape(1, 1, 2), COUNT, inputs, targets);
        return new FixedBatches(
                manager, split, streams.family("data.order"), batchSize, DataType.FLOAT64);
    }

    private double[] numbers(Batches batches, long step) {
        try (NDManager scope = manager.newSubManager()) {
            return batches.at(step, scope).input().toDoubleArray();
        }
    }
}
