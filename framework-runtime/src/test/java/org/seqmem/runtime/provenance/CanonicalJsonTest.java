// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({ // RFC 8785, appendix B: bits of the double, its text
        "0000000000000000, 0",
        "8000000000000000, 0",
        "0000000000000001, 5e-324",
        "8000000000000001, -5e-324",
        "7fefffffffffffff, 1.7976931348623157e+308",
        "ffefffffffffffff, -1.7976931348623157e+308",
        "4340000000000000, 9007199254740992",
        "c340000000000000, -9007199254740992",
        "4430000000000000, 295147905179352830000",
        "44b52d02c7e14af5, 9.999999999999997e+22",
        "44b52d02c7e14af6, 1e+23",
        "44b52d02c7e14af7, 1.0000000000000001e+23",
        "444b1ae4d6e2ef4e, 999999999999999700000",
        "444b1ae4d6e2ef4f, 999999999999999900000",
        "444b1ae4d6e2ef50, 1e+21",
        "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
        "3eb0c6f7a0b5ed8d, 0.000001",
        "41b3de4355555553, 333333333.3333332",
        "41b3de4355555554, 333333333.33333325",
        "41b3de4355555555, 333333333.3333333",
        "41b3de4355555556, 333333333.3333334",
        "41b3de4355555557, 333333333.33333343",
        "becbf647612f3696, -0.0000033333333333333333",
        "43143ff3c1cb0959, 1424953923781206.2",
    })
    void writesTheNumbersOfTheStandard(String bits, String text) {
        double number = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));

        assertThat(CanonicalJson.of(DoubleNode.valueOf(number))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void refusesNumbersThatAreNotFinite(double number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.of(DoubleNode.valueOf(number)))
                .withMessageContaining("not a finite number");
    }

    @Test
    void writesShortestDigitsAsAnotherAlgorithmDoes() {
        int numbers = 100_000;
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < numbers; i++) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isFinite(number)) {
                String schubfach = NumberOutput.toString(number, true);

                assertThat(new BigDecimal(CanonicalJson.of(DoubleNode.valueOf(number))))
                        .isEqualByComparingTo(new BigDecimal(schubfach));
            }
        }
    }

    @Test
    void writesAnIntegerLikeTheDoubleOfItsValue() {
        assertThat(CanonicalJson.of(IntNode.valueOf(1)))
                .isEqualTo(CanonicalJson.of(DoubleNode.valueOf(1.0)))
                .isEqualTo("1");
        assertThat(CanonicalJson.of(LongNode.valueOf(1L << 53))).isEqualTo("9007199254740992");
    }

    @ParameterizedTest
    @ValueSource(longs = {(1L << 53) + 1, -(1L << 53) - 1, Long.MAX_VALUE, Long.MIN_VALUE})
    void refusesIntegersThatNoDoubleHolds(long integer) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.of(LongNode.valueOf(integer)))
                .withMessageContaining("beyond 2^53");
    }

    @Test
    void writesTheExampleOfTheStandard() throws JsonProcessingException {
        // RFC 8785, section 3.2.2, input and output.
        String input =
                """
                {
                  "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
                  "string": "\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\"\\/",
                  "literals": [null, true, false]
                }
                """;
        String output =
                "{\"literals\":[null,true,false],"
                        + "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                        + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";

        assertThat(CanonicalJson.of(JSON.readTree(input))).isEqualTo(output);
    }

    @Test
    void sortsKeysByTheirUtf16Units() throws JsonProcessingException {
        // RFC 8785, section 3.2.3: the emoji's first unit d83d is before fb33.
        String input =
                """
                {"\\u20ac": 1, "\\r": 2, "\\ufb33": 3, "1": 4, "\\ud83d\\ude00": 5,
                 "\\u0080": 6, "\\u00f6": 7}
                """;

        assertThat(CanonicalJson.of(JSON.readTree(input)))
                .isEqualTo(
                        "{\"\\r\":2,\"1\":4,\"\u0080\":6,\"\u00f6\":7,\"\u20ac\":1,"
                                + "\"\ud83d\ude00\":5,\"\ufb33\":3}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\ude00", "a\ud83db", "\ude00\ud83d"})
    void refusesHalfASurrogatePair(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CanonicalJson.of(TextNode.valueOf(text)))
                .withMessageContaining("surrogate");
    }

    @Property(tries = 200, seed = "1")
    void doesNotDependOnTheOrderOfKeys(
            @ForAll("objects") Map<String, Object> object, @ForAll long shuffle) {
        assertThat(CanonicalJson.of(json(shuffled(object, shuffle))))
                .isEqualTo(CanonicalJson.of(json(object)));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        Arbitrary<String> keys = Arbitraries.strings().alpha().ofMaxLength(4);
        Arbitrary<Object> numbers =
                Arbitraries.doubles().between(-1e9, 1e9).map(number -> (Object) number);
        Arbitrary<Object> inner =
                Arbitraries.maps(keys, numbers).ofMaxSize(4).map(map -> (Object) map);
        return Arbitraries.maps(keys, Arbitraries.oneOf(numbers, inner)).ofMaxSize(6);
    }

    private static Object shuffled(Object value, long shuffle) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        Collections.shuffle(entries, new Random(shuffle));
        Map<Object, Object> shuffled = new LinkedHashMap<>();
        entries.forEach(entry -> shuffled.put(entry.getKey(), shuffled(entry.getValue(), shuffle)));
        return shuffled;
    }

    /** Keys in the order of the map: Jackson's own conversion could sort them. */
    private static JsonNode json(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return DoubleNode.valueOf((Double) value);
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, inner) -> object.set((String) key, json(inner)));
        return object;
    }
}
