// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.seqmem.testkit.ModelUnderTest;
import org.seqmem.testkit.ReferenceVectors;

/** Runs a function on a case of a vector file: every expected array, loss and gradient. */
public final class FunctionVectors {

    private FunctionVectors() {}

    /** The inputs of a case by name. */
    public record Inputs(Map<String, NDArray> arrays) {

        /** The input of a name. */
        public NDArray get(String name) {
            return Objects.requireNonNull(arrays.get(name), name);
        }
    }

    /**
     * Feeds a case to a function and compares.
     *
     * @param function gives arrays by their names among the expected ones, {@code output} among
     *     them
     */
    public static void assertMet(
            ReferenceVectors file,
            ReferenceVectors.Case vector,
            DataType type,
            Function<Inputs, Map<String, NDArray>> function) {
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            Map<String, NDArray> inputs = new LinkedHashMap<>();
            for (String name : vector.names("/inputs")) {
                String path = "/inputs/" + name;
                NDArray array =
                        ModelUnderTest.array(
                                manager, vector.numbers(path), vector.shape(path), type);
                array.setRequiresGradient(true);
                inputs.put(name, array);
            }
            Map<String, NDArray> outputs = function.apply(new Inputs(inputs));
            NDArray loss = Objects.requireNonNull(outputs.get("output")).square().sum();
            collector.backward(loss);
            outputs.forEach(
                    (name, array) ->
                            file.assertMet(
                                    ModelUnderTest.numbers(array),
                                    vector.numbers("/expected/" + name),
                                    type,
                                    name));
            file.assertMet(
                    ModelUnderTest.numbers(loss),
                    new double[] {vector.number("/expected/loss")},
                    type,
                    "loss");
            for (String name : vector.names("/expected/gradients")) {
                file.assertMet(
                        ModelUnderTest.numbers(
                                Objects.requireNonNull(inputs.get(name)).getGradient()),
                        vector.numbers("/expected/gradients/" + name),
                        type,
                        "gradient of " + name);
            }
        }
    }
}
