// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ModelUnderTest.Gradients;
import org.seqmem.testkit.ReferenceVectors;

/** Runs a block on a case of a vector file: output, loss and every gradient. */
public final class LayerVectors {

    private LayerVectors() {}

    /** Names of parameters without the numbers that DJL puts before those of children. */
    public static Map<String, String> plainNames(Block block) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : block.getParameters().keys()) {
            names.put(name.replaceAll("(^|_)\\d\\d", "$1"), name);
        }
        return names;
    }

    /**
     * Feeds a case to a block and compares.
     *
     * @param parameters for every parameter of the block, by plain name, its values; a name of the
     *     case's inputs stands for those and their gradient
     */
    public static void assertMet(
            ReferenceVectors file,
            ReferenceVectors.Case vector,
            Block block,
            String input,
            Map<String, String> parameters,
            DataType type) {
        Map<String, String> names = plainNames(block);
        assertThat(parameters.keySet()).isEqualTo(names.keySet());
        Map<String, double[]> values = new LinkedHashMap<>();
        parameters.forEach(
                (plain, entry) -> values.put(get(names, plain), numbers(vector, "/inputs", entry)));
        Shape shape = vector.shape("/inputs/" + input); // (B, T, d_in)
        Shape output = vector.shape("/expected/output");
        int length = (int) shape.get(1);
        SequenceShape sequence = new SequenceShape(length, (int) shape.get(2), (int) output.get(2));
        try (ModelUnderTest model = ModelUnderTest.of(block, sequence, type, values)) {
            Gradients got = model.gradients(vector.numbers("/inputs/" + input), (int) shape.get(0));
            file.assertMet(got.output(), vector.numbers("/expected/output"), type, "output");
            file.assertMet(
                    new double[] {got.loss()},
                    new double[] {vector.number("/expected/loss")},
                    type,
                    "loss");
            file.assertMet(
                    got.input(),
                    vector.numbers("/expected/gradients/" + input),
                    type,
                    "gradient of the input");
            parameters.forEach(
                    (plain, entry) -> {
                        if (isGiven(entry)) {
                            file.assertMet(
                                    get(got.parameters(), get(names, plain)),
                                    numbers(vector, "/expected/gradients", entry),
                                    type,
                                    "gradient of " + plain);
                        }
                    });
        }
    }

    /** Whether an entry names arrays of the case; otherwise it is one number for all values. */
    private static boolean isGiven(String entry) {
        return !entry.startsWith("=");
    }

    /** Arrays of a case, joined at a plus sign; or after an equals sign a number and how often. */
    private static double[] numbers(ReferenceVectors.Case vector, String part, String entry) {
        if (!isGiven(entry)) {
            String[] constant = entry.substring(1).split(" x ", 2);
            double[] values = new double[Integer.parseInt(constant[1])];
            Arrays.fill(values, Double.parseDouble(constant[0]));
            return values;
        }
        return Arrays.stream(entry.split("\\+", -1))
                .flatMapToDouble(name -> Arrays.stream(vector.numbers(part + "/" + name)))
                .toArray();
    }

    private static <T> T get(Map<String, T> map, String name) {
        return Objects.requireNonNull(map.get(name), name);
    }
}
