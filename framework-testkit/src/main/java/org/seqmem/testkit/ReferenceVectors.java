// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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

/**
 * A file of reference values: JSON with {@code tolerance} (atol and rtol for float64 and float32)
 * and {@code cases}, each with {@code name}, {@code parameters}, {@code inputs} and {@code
 * expected}. Arrays are nested lists, the last index fastest.
 */
public final class ReferenceVectors {

    private final JsonNode file;

    private ReferenceVectors(JsonNode file) {
        this.file = file;
    }

    /**
     * Reads a file from the resources of the tests.
     *
     * @param test a class beside the resource
     * @param resource its absolute name, for instance {@code /vectors/tcn.json}
     */
    public static ReferenceVectors read(Class<?> test, String resource) {
        try (InputStream in = test.getResourceAsStream(resource)) {
            return new ReferenceVectors(
                    new ObjectMapper().readTree(Objects.requireNonNull(in, resource)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The cases, in the file's order. */
    public List<Case> cases() {
        return StreamSupport.stream(file.required("cases").spliterator(), false)
                .map(Case::new)
                .toList();
    }

    /**
     * Compares an array with its reference: the largest deviation is at most atol + rtol times the
     * largest expected value, as the file says for a precision.
     */
    public void assertMet(double[] actual, double[] expected, DataType type, String what) {
        JsonNode tolerance = file.at("/tolerance/" + type.name().toLowerCase(Locale.ROOT));
        double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
        double bound =
                tolerance.required("atol").asDouble()
                        + tolerance.required("rtol").asDouble() * largest;
        assertThat(actual).as(what).hasSameSizeAs(expected);
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i])
                    .as("%s, number %d, %s", what, i, type)
                    .isCloseTo(expected[i], Offset.offset(bound));
        }
    }

    /**
     * One case. Parts are named by their path, for instance {@code /inputs/x}.
     *
     * @param node the case as it stands in the file
     */
    public record Case(JsonNode node) {

        /** Whether there is something at a path. */
        public boolean has(String path) {
            return !node.at(path).isMissingNode();
        }

        /** The text at a path. */
        public String text(String path) {
            return at(path).asText();
        }

        /** The integer at a path. */
        public int integer(String path) {
            return at(path).asInt();
        }

        /** The number at a path. */
        public double number(String path) {
            return at(path).asDouble();
        }

        /** The array at a path, row by row. */
        public double[] numbers(String path) {
            List<Double> numbers = new ArrayList<>();
            collect(at(path), numbers);
            return numbers.stream().mapToDouble(Double::doubleValue).toArray();
        }

        /** The shape of the array at a path. */
        public Shape shape(String path) {
            Shape shape = new Shape();
            for (JsonNode level = at(path); level.isArray(); level = level.path(0)) {
                shape = shape.add(level.size());
            }
            return shape;
        }

        /** The names of the entries at a path. */
        public List<String> names(String path) {
            List<String> names = new ArrayList<>();
            at(path).fieldNames().forEachRemaining(names::add);
            return names;
        }

        @Override
        public String toString() {
            return node.required("name").asText();
        }

        private JsonNode at(String path) {
            JsonNode part = node.at(path);
            assertThat(part.isMissingNode()).as("%s lacks %s", this, path).isFalse();
            return part;
        }

        private static void collect(JsonNode part, List<Double> numbers) {
            if (part.isArray()) {
                part.forEach(element -> collect(element, numbers));
            } else {
                numbers.add(part.asDouble());
            }
        }
    }
}
