// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The axes of one section of an experiment, not yet expanded. */
final class Sweep {

    private final String section;
    private final @Nullable ConfigValue base;
    private final Expansion expansion;
    private final List<Placed> axes = new ArrayList<>();

    /**
     * An axis in its section.
     *
     * @param path its path from the section inwards
     * @param context a section that its entries can be put into
     * @param known whether its path leads anywhere there
     */
    private record Placed(
            Axis axis, List<String> path, @Nullable ConfigValue context, boolean known) {

        ConfigValue with(ConfigValue entry) {
            return Blocks.replaced(context, path, entry);
        }
    }

    /**
     * @param section the section's key in {@code experiment}
     * @param base what the file has there
     * @param all the axes of the file, in the order of their paths
     * @param expansion for the section's type
     */
    Sweep(String section, @Nullable ConfigValue base, List<Axis> all, Expansion expansion) {
        this.section = section;
        this.base = base;
        this.expansion = expansion;
        ConfigValue context = base;
        for (Axis axis : all) {
            if (axis.section().equals(section)) {
                List<String> path = axis.path().subList(1, axis.path().size());
                // A plugin that an axis above names decides which keys there are below.
                ConfigValue filled = Blocks.replaced(context, path, axis.entries().get(0));
                boolean known = expansion.knows(filled, path);
                axes.add(new Placed(axis, path, context, known));
                context = filled;
            }
        }
    }

    /** How many values the section takes, without building them. */
    BigInteger count() {
        BigInteger product = BigInteger.ONE;
        for (Placed placed : axes) {
            BigInteger sum = BigInteger.ZERO;
            for (ConfigValue entry : placed.axis().entries()) {
                sum = sum.add(isBlock(entry) ? count(placed, entry) : BigInteger.ONE);
            }
            product = product.multiply(sum);
        }
        return product;
    }

    private BigInteger count(Placed placed, ConfigValue entry) {
        return expansion.count(placed.with(entry), placed.path());
    }

    /** Only blocks can stand for several values. */
    private static boolean isBlock(ConfigValue entry) {
        return entry.valueType() == ConfigValueType.OBJECT;
    }

    /** The values that the section takes. */
    Combinations expand() {
        return new Combinations(section, base, axes.stream().map(this::choices).toList());
    }

    private Combinations.Choices choices(Placed placed) {
        List<ConfigValue> entries = placed.axis().entries();
        // One value is enough to say that a path is unknown.
        int tried = placed.known() ? entries.size() : 1;
        List<Combinations.Choice> choices = new ArrayList<>();
        for (int i = 0; i < tried; i++) {
            for (ConfigValue value : expand(placed, entries.get(i))) {
                choices.add(new Combinations.Choice(i, value));
            }
        }
        return new Combinations.Choices(placed.axis(), placed.known(), choices);
    }

    private List<ConfigValue> expand(Placed placed, ConfigValue entry) {
        if (!isBlock(entry)) {
            return List.of(entry);
        }
        List<ConfigValue> values = new ArrayList<>();
        for (ConfigValue whole : expansion.expand(placed.with(entry), placed.path())) {
            values.add(Objects.requireNonNull(Blocks.at(whole, placed.path()), "the entry"));
        }
        return values;
    }
}
