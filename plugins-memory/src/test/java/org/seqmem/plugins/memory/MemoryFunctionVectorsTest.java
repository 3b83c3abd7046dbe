// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.testkit.ReferenceVectors;

/** The four memory functions of the paper against values computed elsewhere. */
class MemoryFunctionVectorsTest {

    private static final String FILE = "/vectors/memory-functions.json";

    /** The file's stricter check of the Airy function: relative, value by value. */
    private static final double AIRY_RELATIVE = 1e-10;

    /** Below, values lose digits on their way to zero. */
    private static final double AIRY_SMALLEST = 1e-290;

    static Stream<ReferenceVectors.Case> cases() {
        return ReferenceVectors.read(MemoryFunctionVectorsTest.class, FILE).cases().stream()
                .filter(one -> memory(one).isPresent());
    }

    @Test
    void findsCasesOfEveryFamily() {
        assertThat(cases().map(one -> one.text("/parameters/family")).distinct())
                .containsExactly("exponential", "polynomial", "impulse", "airy");
        assertThat(cases()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectorsInDoublePrecision(ReferenceVectors.Case one) {
        ReferenceVectors file = ReferenceVectors.read(getClass(), FILE);
        double[] rho = values(one);

        file.assertMet(rho, one.numbers("/expected/rho"), DataType.FLOAT64, "rho");
        file.assertMet(
                new double[] {Arrays.stream(rho).map(value -> value * value).sum()},
                new double[] {one.number("/expected/energy")},
                DataType.FLOAT64,
                "energy");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void meetsTheVectorsInSinglePrecision(ReferenceVectors.Case one) {
        ReferenceVectors.read(getClass(), FILE)
                .assertMet(
                        Singles.of(values(one)),
                        one.numbers("/expected/rho"),
                        DataType.FLOAT32,
                        "rho");
    }

    @ParameterizedTest
    @MethodSource("airyCases")
    void meetsTheTailOfTheAiryFunctionValueByValue(ReferenceVectors.Case one) {
        double[] rho = values(one);
        double[] expected = one.numbers("/expected/rho");
        int first = one.integer("/expected/first_lag_with_nonnegative_argument");
        for (int lag = first; lag < rho.length; lag++) {
            if (Math.abs(expected[lag]) > AIRY_SMALLEST) {
                assertThat(rho[lag])
                        .as("rho(%d)", lag)
                        .isCloseTo(expected[lag], within(AIRY_RELATIVE * Math.abs(expected[lag])));
            }
        }
    }

    static Stream<ReferenceVectors.Case> airyCases() {
        return cases().filter(one -> one.text("/parameters/family").equals("airy"));
    }

    private static double[] values(ReferenceVectors.Case one) {
        return memory(one).orElseThrow().values(one.integer("/parameters/T"));
    }

    private static Optional<MemoryFunction> memory(ReferenceVectors.Case one) {
        return switch (one.text("/parameters/family")) {
            case "exponential" -> Optional.of(new ExponentialMemory(one.number("/parameters/a")));
            case "polynomial" -> Optional.of(new PolynomialMemory(one.number("/parameters/a")));
            case "impulse" -> Optional.of(new ImpulseMemory(one.integer("/parameters/k")));
            case "airy" ->
                    Optional.of(
                            new AiryMemory(
                                    one.number("/parameters/s0"), one.number("/parameters/t0")));
            default -> Optional.empty();
        };
    }
}
