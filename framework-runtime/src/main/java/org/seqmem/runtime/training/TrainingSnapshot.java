// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * All that a training needs to go on as if it had never been cut off. Data, learning rate, dropout
 * and the rules of stopping are functions of it and of the trial's seed.
 *
 * @param step updates done
 * @param validations all so far, oldest first
 * @param loss the last training loss that was read
 * @param arrays every array of the model ({@code model/<name>}) and of the optimiser's state
 *     ({@code optimizer/<name>})
 */
public record TrainingSnapshot(
        long step, List<Validation> validations, OptionalDouble loss, Map<String, NDArray> arrays) {

    private static final NDIndex EVERYTHING = new NDIndex("...");
    private static final String MODEL = "model/";
    private static final String OPTIMIZER = "optimizer/";

    /** Copies list and map; the arrays stay the same. */
    public TrainingSnapshot {
        validations = List.copyOf(validations);
        arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    }

    static Map<String, NDArray> arrays(Map<String, NDArray> model, Map<String, NDArray> optimizer) {
        Map<String, NDArray> all = new LinkedHashMap<>();
        model.forEach((name, array) -> all.put(MODEL + name, array));
        optimizer.forEach((name, array) -> all.put(OPTIMIZER + name, array));
        return all;
    }

    /**
     * Overwrites arrays in place with saved ones of the same names.
     *
     * @throws IllegalArgumentException if names, shapes or data types differ; nothing is changed
     *     then
     */
    static void overwrite(Map<String, NDArray> arrays, Map<String, NDArray> saved) {
        if (!arrays.keySet().equals(saved.keySet())) {
            throw new IllegalArgumentException(
                    "it holds the arrays " + saved.keySet() + " instead of " + arrays.keySet());
        }
        arrays.forEach(
                (name, array) -> {
                    NDArray other = Objects.requireNonNull(saved.get(name), name);
                    if (!other.getShape().equals(array.getShape())
                            || other.getDataType() != array.getDataType()) {
                        throw new IllegalArgumentException(
                                "its array \"%s\" is %s %s instead of %s %s"
                                        .formatted(
                                                name,
                                                other.getDataType(),
                                                other.getShape(),
                                                array.getDataType(),
                                                array.getShape()));
                    }
                });
        arrays.forEach(
                (name, array) -> {
                    // an alias without gradient may be changed in place; a state may be a view
                    try (NDArray alias = array.stopGradient()) {
                        alias.set(EVERYTHING, saved.get(name));
                    }
                });
    }
}
