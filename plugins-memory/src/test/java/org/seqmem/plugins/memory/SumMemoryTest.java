// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.plugins.memory.SumMemoryConfig.Term;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;
import org.seqmem.testkit.ReferenceVectors;

class SumMemoryTest extends MemoryFunctionCompatibilityKit<SumMemoryConfig> {

    private static final String VECTORS = "/vectors/memory-functions.json";

    @Override
    protected SumMemoryPlugin plugin() {
        return new SumMemoryPlugin();
    }

    @Override
    protected SumMemoryConfig example() {
        return new SumMemoryConfig(
                List.of(
                        new Term(1, new ExponentialMemory(0.1)),
                        new Term(-2, new DampedCosineMemory(0.05, 0.3)),
                        new Term(0.5, new BoxMemory(4, 9))));
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("terms");
    }

    @ParameterizedTest
    @MethodSource("sumsOfExponentials")
    void meetsTheReferenceVectors(ReferenceVectors.Case vector) {
        double[] weights = vector.numbers("/parameters/c");
        double[] rates = vector.numbers("/parameters/a");
        List<Term> terms = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            terms.add(new Term(weights[i], new ExponentialMemory(rates[i])));
        }
        MemoryFunction sum = plugin().create(new SumMemoryConfig(terms));

        double[] expected = vector.numbers("/expected/rho");
        double[] actual = sum.values(expected.length);

        ReferenceVectors file = ReferenceVectors.read(getClass(), VECTORS);
        file.assertMet(actual, expected, DataType.FLOAT64, "rho");
        file.assertMet(Singles.of(actual), expected, DataType.FLOAT32, "rho");
    }

    @Test
    void givesTheSameValuesOneByOneAndTogether() {
        MemoryFunction sum =
                sum(new ImpulseMemory(3), new FractionalMemory(0.2), new AiryMemory(1, 6));

        double[] values = sum.values(40);

        for (int lag = 0; lag < 40; lag++) {
            assertThat(sum.at(lag)).isEqualTo(values[lag]);
        }
    }

    @Test
    void claimsTheSlowestDecayOfItsTerms() {
        MemoryFunction box = new BoxMemory(0, 5);
        MemoryFunction impulse = new ImpulseMemory(9);
        MemoryFunction fast = new ExponentialMemory(2);
        MemoryFunction slow = new ExponentialMemory(0.1);

        assertThat(sum(box, impulse).decay()).isEqualTo(new Decay.CompactSupport(9));
        assertThat(sum(impulse, box).decay()).isEqualTo(new Decay.CompactSupport(9));
        assertThat(sum(fast, slow, box).decay()).isEqualTo(new Decay.Exponential(0.1));
        assertThat(sum(box, slow, fast).decay()).isEqualTo(new Decay.Exponential(0.1));
    }

    @Test
    void claimsAPolynomialDecayOnlyWhenNothingCanCancelIt() {
        MemoryFunction polynomial = new PolynomialMemory(1);

        assertThat(sum(polynomial).decay()).isEqualTo(new Decay.Polynomial(1));
        assertThat(sum(polynomial, new ImpulseMemory(0)).decay()).isEqualTo(new Decay.Unclaimed());
        assertThat(sum(new ExponentialMemory(1), polynomial, new BoxMemory(0, 1)).decay())
                .isEqualTo(new Decay.Unclaimed());
    }

    @Test
    void rejectsATermWithoutWeight() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Term(0, new ImpulseMemory(1)))
                .withMessage("the weight of a term must not be 0");
    }

    private static MemoryFunction sum(MemoryFunction... memories) {
        return new SumMemory(Arrays.stream(memories).map(memory -> new Term(2, memory)).toList());
    }

    static Stream<ReferenceVectors.Case> sumsOfExponentials() {
        return ReferenceVectors.read(SumMemoryTest.class, VECTORS).cases().stream()
                .filter(vector -> vector.text("/parameters/family").equals("sum-of-exponentials"));
    }
}
