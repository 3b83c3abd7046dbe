// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.training.TrainableParameter;

/**
 * The parameters of an initialised block by name: the path of its blocks joined by dots. DJL
 * numbers children ({@code 01readout}); the number is left away where names stay different without
 * it.
 */
final class ModelParameters {

    private final Map<String, NDArray> arrays = new LinkedHashMap<>();
    private final List<TrainableParameter> trainable = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private ModelParameters() {}

    static ModelParameters of(Block block) {
        ModelParameters parameters = new ModelParameters();
        parameters.visit("", block);
        return parameters;
    }

    /** Every array, also those that are not trained. */
    Map<String, NDArray> arrays() {
        return Collections.unmodifiableMap(arrays);
    }

    /** Those that the optimiser updates. */
    List<TrainableParameter> trainable() {
        return Collections.unmodifiableList(trainable);
    }

    /** How many numbers the optimiser updates. */
    long trainableNumbers() {
        return trainable.stream().mapToLong(parameter -> parameter.array().size()).sum();
    }

    private void visit(String prefix, Block block) {
        for (Pair<String, Parameter> entry : block.getDirectParameters()) {
            Parameter parameter = entry.getValue();
            if (seen.add(parameter.getId())) {
                add(prefix + entry.getKey(), parameter, group(block, parameter));
            }
        }
        List<String> names = block.getChildren().keys();
        for (int i = 0; i < names.size(); i++) {
            visit(prefix + shortName(names, i) + ".", block.getChildren().valueAt(i));
        }
    }

    private void add(String name, Parameter parameter, ParameterGroup group) {
        NDArray array = parameter.getArray();
        if (arrays.putIfAbsent(name, array) != null) {
            throw new IllegalStateException("two parameters are called \"" + name + "\"");
        }
        if (parameter.requiresGradient()) {
            trainable.add(new TrainableParameter(name, array, group));
        }
    }

    private static ParameterGroup group(Block block, Parameter parameter) {
        if (block instanceof SequenceBlock sequenceBlock) {
            return sequenceBlock.group(parameter);
        }
        // DJL's own blocks: weights decay, biases, gains and the like do not
        return parameter.getType() == Parameter.Type.WEIGHT
                ? ParameterGroup.REGULAR
                : ParameterGroup.NO_DECAY;
    }

    private static String shortName(List<String> names, int index) {
        String name = withoutNumber(names.get(index));
        long alike = names.stream().filter(other -> withoutNumber(other).equals(name)).count();
        return alike == 1 && !name.isEmpty() ? name : names.get(index);
    }

    private static String withoutNumber(String name) {
        return name.replaceFirst("^\\d\\d+", "");
    }

    /**
     * Whether an array lies row by row without gaps, so that a flat view of it shares its numbers.
     */
    static boolean isFlat(NDArray array) {
        try (NDArray alias = array.stopGradient();
                NDArray saved = alias.duplicate();
                NDArray flat = alias.reshape(-1)) {
            alias.subi(alias);
            flat.addi(1);
            boolean shared = alias.all().getBoolean();
            alias.set(new NDIndex("..."), saved);
            return shared;
        }
    }
}
