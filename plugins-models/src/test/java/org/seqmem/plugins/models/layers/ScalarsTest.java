// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

class ScalarsTest {

    @Test
    void keepsTheDataType() {
        try (NDManager manager = NDManager.newBaseManager()) {
            for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64}) {
                NDArray x = manager.ones(new Shape(2, 2), type);
                assertThat(Scalars.times(x, 0.1).getDataType()).isEqualTo(type);
                assertThat(Scalars.atLeast(x, 3).getDataType()).isEqualTo(type);
            }
        }
    }

    @Test
    void multipliesAndBounds() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.create(new double[] {-1, 0.5, 2});
            assertThat(Scalars.times(x, 0.1).toDoubleArray()).containsExactly(-0.1, 0.05, 0.2);
            assertThat(Scalars.atLeast(x, 0.5).toDoubleArray()).containsExactly(0.5, 0.5, 2);
        }
    }

    @Test
    void numbersLiveAsLongAsTheManagerOfTheInput() {
        try (NDManager manager = NDManager.newBaseManager()) {
            try (NDManager step = manager.newSubManager()) {
                NDArray x = step.ones(new Shape(2));
                int before = step.getManagedArrays().size();
                Scalars.times(x, 3);
                // the product and the number that its derivative reads
                assertThat(step.getManagedArrays()).hasSize(before + 2);
            }
            assertThat(manager.getManagedArrays()).isEmpty();
        }
    }
}
