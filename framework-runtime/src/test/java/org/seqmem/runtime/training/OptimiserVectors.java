// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;

/** The reference values of optimisers, clipping and schedules. */
final class OptimiserVectors {

    private static final JsonNode FILE = read();

    private OptimiserVectors() {}

    static List<JsonNode> ofKinds(String... kinds) {
        return StreamSupport.stream(FILE.required("cases").spliterator(), false)
                .filter(node -> List.of(kinds).contains(node.at("/parameters/kind").asText()))
                .toList();
    }

    static JsonNode named(String name) {
        return StreamSupport.stream(FILE.required("cases").spliterator(), false)
                .filter(node -> node.required("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    static double[] numbers(JsonNode part) {
        List<Double> numbers = new ArrayList<>();
        collect(part, numbers);
        assertThat(numbers).isNotEmpty();
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }

    static double parameter(JsonNode node, String name) {
        return node.required("parameters").required(name).asDouble();
    }

    static void assertMet(double[] actual, JsonNode expected, DataType type) {
        double[] reference = numbers(expected);
        JsonNode tolerance = FILE.at("/tolerance/" + type.name().toLowerCase(Locale.ROOT));
        double bound =
                tolerance.required("atol").asDouble()
                        + tolerance.required("rtol").asDouble()
                                * Arrays.stream(reference).map(Math::abs).max().orElseThrow();
        assertThat(actual).containsExactly(reference, Offset.offset(bound));
    }

    private static void collect(JsonNode part, List<Double> numbers) {
        if (part.isArray()) {
            part.forEach(element -> collect(element, numbers));
        } else {
            numbers.add(part.asDouble());
        }
    }

    private static JsonNode read() {
        try (InputStream in =
                OptimiserVectors.class.getResourceAsStream("/vectors/optimisers.json")) {
            return new ObjectMapper().readTree(Objects.requireNonNull(in));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
