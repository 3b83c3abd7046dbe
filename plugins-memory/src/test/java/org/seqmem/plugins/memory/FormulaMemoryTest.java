// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.plugins.memory.FormulaMemoryConfig.Parameter;
import org.seqmem.testkit.MemoryFunctionCompatibilityKit;

class FormulaMemoryTest extends MemoryFunctionCompatibilityKit<FormulaMemoryConfig> {

    @Override
    protected FormulaMemoryPlugin plugin() {
        return new FormulaMemoryPlugin();
    }

    @Override
    protected FormulaMemoryConfig example() {
        return new FormulaMemoryConfig("if(s < n, 1 - s / n, 0)", List.of(new Parameter("n", 20)));
    }

    @Override
    protected Set<String> keysWithoutDefault() {
        return Set.of("expression");
    }

    @Test
    void equalsTheFamiliesThatItSpellsOut() {
        List<Parameter> parameters = List.of(new Parameter("a", 0.05), new Parameter("w_1", 0.3));

        assertThat(memory("exp(-a * s)", parameters).values(100))
                .isEqualTo(new ExponentialMemory(0.05).values(100));
        assertThat(memory("exp(-a * s) * cos(w_1 * s)", parameters).values(100))
                .isEqualTo(new DampedCosineMemory(0.05, 0.3).values(100));
        assertThat(memory("(1 + s)^-1.5", List.of()).values(100))
                .isEqualTo(new PolynomialMemory(1.5).values(100));
        assertThat(memory("s == 7", List.of()).values(100))
                .isEqualTo(new ImpulseMemory(7).values(100));
        assertThat(memory("if(s >= 2 && s <= 5, 1, 0)", List.of()).values(100))
                .isEqualTo(new BoxMemory(2, 5).values(100));
    }

    /** At lag 3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2 + 3 * 4 - 6 / 3 ; 12",
                "1/2 ; 0.5",
                "2 * 3 % 4 ; 2",
                "-2^2 ; -4",
                "2^-1 ; 0.5",
                "2^3^2 ; 512",
                "-s^2 ; -9",
                "10 - 4 - 3 ; 3",
                "--s + +s ; 6",
                "(s + 1) * (s - 1) ; 8",
                "1.5e1 + 2E-1 + .5 ; 15.7",
                "pi + e ; 5.859874482048838",
                "!(s > 3) + (s != 3 || s < 4) ; 2",
                "!s ; 0",
                "-!0 + !!s - 2^-!0 ; -0.5",
                "2^-s^2 * 512 ; 1",
                "(s > 2) * 5 + (s <= 2) * 7 ; 5",
                "if(s < 3, 1/0, 4) ; 4",
                "max(s, 2) + min(s, 2) + abs(-s) + sign(-s) ; 7",
                "floor(2.7) + ceil(2.2) + sqrt(16) + log(exp(2)) + log10(1000) ; 14",
                "sin(0) + cos(0) + tan(0) + sinh(0) + cosh(0) + tanh(0) ; 2",
                "asin(1) + acos(0) + 2 * atan(1) ; 4.71238898038469"
            })
    void computesAsMathematicsDoes(String formula, double expected) {
        assertThat(memory(formula, List.of()).at(3)).isCloseTo(expected, Offset.offset(1e-14));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "exp(-2 * t) | 10 | nothing is named \"t\"; there are e, pi, s; a parameter needs",
                "exp(-1 * S) | 10 | nothing is named \"S\"",
                "2 * foo(s) | 5 | undefined function 'foo'; there are abs, acos, asin",
                "EXP(s) | 1 | undefined function 'EXP'",
                "exp(-s | 4 | closing brace not found",
                "(1 + (2 * s) | 1 | closing brace not found",
                "1 + s) | 6 | unexpected closing brace",
                "1 + * s | 5 | unexpected token after infix operator",
                "2 s | 3 | missing operator",
                "s 2 | 3 | an operator is missing before \"2\"",
                "s s | 3 | an operator is missing before \"s\"",
                "(s) exp(s) | 5 | an operator is missing before \"exp\"",
                "exp(-) | 6 | a value is missing before \")\"",
                "exp() | 5 | a value is missing before \")\"",
                "max(1, , 2) | 8 | a value is missing before \",\"",
                "s + | 3 | a value is missing at the end",
                "s, 2 | 2 | a comma belongs between the arguments of a function",
                "max((1, 2), 3) | 7 | a comma belongs between the arguments of a function",
                "exp(1, 2) | 1 | too many parameters for function",
                "max(1) | 1 | not enough parameters for function",
                "1.2.3 | 1 | number contains more than one decimal point",
                "1e | 1 | illegal scientific format",
                "0x1F | 1 | \"0x1F\" is not a decimal number",
                "s $ 2 | 3 | undefined operator '$'",
                "s + \"a\" | 5 | \"a\" has no meaning in a formula",
                "s = 3 | 3 | \"=\" has no meaning in a formula",
                "s[0] | 2 | undefined operator '['"
            })
    void pointsAtTheCharacterThatIsWrong(String formula, int character, String what) {
        List<Parameter> none = List.of();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FormulaMemoryConfig(formula, none))
                .withMessageStartingWith(
                        "the formula \""
                                + formula
                                + "\" is wrong at character "
                                + character
                                + ": "
                                + what);
    }

    /**
     * Any text is a formula or is refused with a sentence; nothing else comes out of the parser.
     */
    @Property(tries = 5000, seed = "7")
    void readsOrRefusesWhateverItIsGiven(@ForAll("scraps") List<String> scraps) {
        String text = String.join("", scraps);
        try {
            Formula.parse(text, List.of()).at(3);
        } catch (IllegalArgumentException e) {
            assertThat(e)
                    .hasMessageStartingWith("the formula \"" + text + "\" is wrong at character ");
        }
    }

    @Provide
    Arbitrary<List<String>> scraps() {
        return Arbitraries.of(
                        "s", "2", "1.5", "e", "exp", "max", "if", "x", "(", ")", ",", "+", "-", "*",
                        "^", "!", "=", "<", "&&", " ", ".", "\"", "'", "[", "$", "#", "\\", "0x")
                .list()
                .ofMinSize(1)
                .ofMaxSize(8);
    }

    @Test
    void rejectsAFormulaTooLongToNest() {
        String deepest = "-".repeat(999) + "s";
        assertThat(memory(deepest, List.of()).at(1)).isEqualTo(-1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> memory("-" + deepest, List.of()))
                .withMessage(
                        "the formula has 1001 characters: at most 1000; values from elsewhere can"
                                + " come from a file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"s", "pi", "e", "exp"})
    void rejectsAParameterWhoseNameIsTaken(String name) {
        assertRejected(
                List.of(new Parameter(name, 1)),
                "the parameter name \"" + name + "\" already means something in formulas");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2a", "a b", "a-b", "_a"})
    void rejectsAParameterNameThatNoFormulaCanUse(String name) {
        assertRejected(
                List.of(new Parameter(name, 1)),
                "the parameter name \""
                        + name
                        + "\" must be letters, digits and underscores, a letter first");
    }

    @Test
    void rejectsAParameterGivenTwice() {
        assertRejected(
                List.of(new Parameter("a", 1), new Parameter("a", 2)),
                "the parameter \"a\" is given twice");
    }

    @Test
    void isNotFiniteWhereTheFormulaIsUndefined() {
        assertThat(memory("1/s", List.of()).at(0)).isInfinite();
        assertThat(memory("sqrt(s - 1)", List.of()).at(0)).isNaN();
        assertThat(memory("1/s", List.of()).decay()).isEqualTo(new Decay.Unclaimed());
    }

    private MemoryFunction memory(String expression, List<Parameter> parameters) {
        return plugin().create(new FormulaMemoryConfig(expression, parameters));
    }

    private static void assertRejected(List<Parameter> parameters, String sentence) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FormulaMemoryConfig("s", parameters))
                .withMessage(sentence);
    }
}
