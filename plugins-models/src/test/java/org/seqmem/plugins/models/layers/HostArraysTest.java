// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostArraysTest {

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void writesReadsAndAddsRowByRow(DataType type) {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            double[] values = {1, 2, 3, 4, 5, 6};
            NDArray array = HostArrays.array(manager, values, new Shape(2, 3), type);

            assertThat(array.getDataType()).isEqualTo(type);
            assertThat(array.get(1).toType(DataType.FLOAT64, true).toDoubleArray())
                    .containsExactly(4, 5, 6);
            assertThat(HostArrays.doubles(array)).containsExactly(values);

            HostArrays.add(array, new double[] {0.5, 0, 0, 0, 0, -6});
            assertThat(HostArrays.doubles(array)).containsExactly(1.5, 2, 3, 4, 5, 0);
        }
    }

    @Test
    void takesApartAndJoinsRowsAndColumns() {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            float[][] rows = {{1, 2, 3}, {4, 5, 6}};
            NDArray matrix = HostArrays.ofRows(manager, rows);
            assertThat(matrix.getShape()).isEqualTo(new Shape(2, 3));
            assertThat(HostArrays.floats(matrix)).containsExactly(1, 2, 3, 4, 5, 6);

            float[][] columns = HostArrays.columns(matrix.reshape(2, 1, 3));
            assertThat(columns).isDeepEqualTo(new float[][] {{1, 4}, {2, 5}, {3, 6}});
            assertThat(HostArrays.joined(columns)).containsExactly(1, 2, 3, 4, 5, 6);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = DataType.class,
            names = {"FLOAT32", "FLOAT64"})
    void readsAViewInTheOrderOfItsRows(DataType type) {
        try (NDManager manager = Engine.getInstance().newBaseManager()) {
            NDArray array =
                    HostArrays.array(
                            manager, new double[] {1, 2, 3, 4, 5, 6}, new Shape(2, 3), type);

            assertThat(HostArrays.doubles(array.transpose())).containsExactly(1, 4, 2, 5, 3, 6);
        }
    }
}
