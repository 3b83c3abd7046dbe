// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.seqmem.api.config.NotEmpty;

/**
 * Memory by a formula; {@link Formula} says what it may hold.
 *
 * @param expression the formula, in the lag {@code s} and the names of the parameters
 * @param parameters the values of names that the formula uses
 */
public record FormulaMemoryConfig(@NotEmpty String expression, List<Parameter> parameters) {

    /**
     * A name and its value.
     *
     * @param name letters, digits and underscores, a letter first; not one that formulas have
     *     already
     * @param value its value
     */
    public record Parameter(@NotEmpty String name, double value) {}

    /**
     * Copies the parameters.
     *
     * @throws IllegalArgumentException if a parameter's name is taken or no name, or the formula
     *     cannot be read; the sentence names the character
     */
    public FormulaMemoryConfig {
        parameters = List.copyOf(parameters);
        Set<String> names = new HashSet<>();
        for (Parameter parameter : parameters) {
            Formula.checkName(parameter.name());
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException(
                        "the parameter \"" + parameter.name() + "\" is given twice");
            }
        }
        Formula.parse(expression, parameters);
    }
}
