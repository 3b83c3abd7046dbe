// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.seqmem.runtime.config.KeyType;
import org.seqmem.runtime.config.Schema;

/**
 * Turns the entries of a sweep into single values. A list for a key whose type is not a list
 * multiplies the entry; the name of a plugin varies slowest, then the keys in their order.
 *
 * <p>Everything works on a whole section with the entry in its place: the type of a key depends on
 * the plugins above it, which an entry need not name.
 */
final class Expansion {

    private final Schema schema;
    private final KeyType type;
    private final ConfigObject below;

    /**
     * @param schema knows the types of keys
     * @param type of the section
     * @param below the defaults of the section
     */
    Expansion(Schema schema, KeyType type, ConfigObject below) {
        this.schema = schema;
        this.type = type;
        this.below = below;
    }

    /** Whether there can be something at a path of a section. */
    boolean knows(ConfigValue section, List<String> path) {
        return typeAt(section, path).isPresent();
    }

    /** How many values the entry at a path stands for, told from the lengths of its lists alone. */
    BigInteger count(ConfigValue section, List<String> path) {
        return isSingle(section, path) ? BigInteger.ONE : countBlock(section, path);
    }

    /** The sections that one with an entry at a path stands for, in order. */
    List<ConfigValue> expand(ConfigValue section, List<String> path) {
        return isSingle(section, path) ? List.of(section) : expandBlock(section, path);
    }

    private BigInteger countBlock(ConfigValue section, List<String> path) {
        BigInteger sum = BigInteger.ZERO;
        for (ConfigValue named : byPlugin(section, path)) {
            BigInteger product = BigInteger.ONE;
            for (List<String> key : keys(named, path)) {
                product = product.multiply(countKey(named, key));
            }
            sum = sum.add(product);
        }
        return sum;
    }

    private BigInteger countKey(ConfigValue section, List<String> path) {
        if (!isAlternatives(section, path)) {
            return count(section, path);
        }
        BigInteger sum = BigInteger.ZERO;
        for (ConfigValue alternative : alternatives(section, path)) {
            sum = sum.add(count(alternative, path));
        }
        return sum;
    }

    private List<ConfigValue> expandBlock(ConfigValue section, List<String> path) {
        List<ConfigValue> all = new ArrayList<>();
        for (ConfigValue named : byPlugin(section, path)) {
            List<ConfigValue> sections = List.of(named);
            for (List<String> key : keys(named, path)) {
                sections = sections.stream().flatMap(one -> expandKey(one, key).stream()).toList();
            }
            all.addAll(sections);
        }
        return all;
    }

    private List<ConfigValue> expandKey(ConfigValue section, List<String> path) {
        if (!isAlternatives(section, path)) {
            return expand(section, path);
        }
        return alternatives(section, path).stream()
                .flatMap(alternative -> expand(alternative, path).stream())
                .toList();
    }

    /** Whether there is no block to look into: an unknown key is left for the binder to report. */
    private boolean isSingle(ConfigValue section, List<String> path) {
        return !(Blocks.at(section, path) instanceof ConfigObject)
                || isListOrUnknown(section, path);
    }

    private boolean isAlternatives(ConfigValue section, List<String> path) {
        return Blocks.at(section, path) instanceof ConfigList && !isListOrUnknown(section, path);
    }

    private boolean isListOrUnknown(ConfigValue section, List<String> path) {
        return typeAt(section, path).map(KeyType.ListOf.class::isInstance).orElse(true);
    }

    private Optional<KeyType> typeAt(ConfigValue section, List<String> path) {
        return section instanceof ConfigObject block
                ? schema.typeAt(type, block, below, path)
                : Optional.empty();
    }

    /** One section for each element of the list at a path. */
    private static List<ConfigValue> alternatives(ConfigValue section, List<String> path) {
        List<ConfigValue> alternatives = new ArrayList<>();
        if (Blocks.at(section, path) instanceof ConfigList list) {
            list.forEach(element -> alternatives.add(Blocks.replaced(section, path, element)));
        }
        return alternatives;
    }

    /** One section for each plugin that the block at a path names. */
    private static List<ConfigValue> byPlugin(ConfigValue section, List<String> path) {
        List<String> use = below(path, Blocks.USE);
        ConfigValue named = Blocks.at(section, use);
        return named != null && named.valueType() == ConfigValueType.LIST
                ? alternatives(section, use)
                : List.of(section);
    }

    private static List<List<String>> keys(ConfigValue section, List<String> path) {
        return Blocks.at(section, path) instanceof ConfigObject block
                ? block.keySet().stream()
                        .filter(key -> !key.equals(Blocks.USE))
                        .sorted()
                        .map(key -> below(path, key))
                        .toList()
                : List.of();
    }

    private static List<String> below(List<String> path, String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }
}
