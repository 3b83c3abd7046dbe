// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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
