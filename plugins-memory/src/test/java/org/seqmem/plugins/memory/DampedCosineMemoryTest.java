// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;
import org.seqmem.testkit.ReferenceVectors;

class DampedCosineMemoryTest extends MemoryFunctionCompatibilityKit<DampedCosineMemoryConfig> {

    private static final String VECTORS = "/vectors/memory-functions.json";

    @Override
    protected DampedCosineMemoryPlugin plugin() {
        return new DampedCosineMemoryPlugin();
    }

    @Override
    protected DampedCosineMemoryConfig example() {
        return new DampedCosineMemoryConfig(0.02, 0.4);
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector) {
        MemoryFunction memory =
                plugin().create(
                                new DampedCosineMemoryConfig(
                                        vector.number("/parameters/a"),
                                        vector.number("/parameters/w")));

        double[] expected = vector.numbers("/expected/rho");
        double[] actual = memory.values(expected.length);

        ReferenceVectors file = ReferenceVectors.read(getClass(), VECTORS);
        file.assertMet(actual, expected, DataType.FLOAT64, "rho");
        file.assertMet(Singles.of(actual), expected, DataType.FLOAT32, "rho");
    }

    @Test
    void ringsWithoutAFrequencyLikeAnExponential() {
        MemoryFunction ringing = new DampedCosineMemory(0.2, 0);

        assertThat(ringing.values(50)).containsExactly(new ExponentialMemory(0.2).values(50));
    }

    static Stream<ReferenceVectors.Case> vectors() {
        return ReferenceVectors.read(DampedCosineMemoryTest.class, VECTORS).cases().stream()
                .filter(vector -> vector.text("/parameters/family").equals("damped-cosine"));
    }
}
