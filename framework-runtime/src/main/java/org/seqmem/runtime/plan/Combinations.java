// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seqmem.runtime.config.Origin;
import org.seqmem.runtime.config.Problem;

/**
 * All values that one section of an experiment takes: the product of the axes below it, the first
 * axis varying slowest. Values are made when asked for, since there can be many.
 */
final class Combinations {

    private final String section;
    private final @Nullable ConfigValue base;
    private final List<Choices> axes;
    private final int count;

    /**
     * An axis with the values that its entries stand for.
     *
     * @param known whether the path of the axis leads anywhere
     */
    record Choices(Axis axis, boolean known, List<Choice> choices) {}

    /** One value of an axis, and the number of the entry that it is from. */
    record Choice(int entry, ConfigValue value) {}

    /**
     * @param section the section's key in {@code experiment}
     * @param base what the file has there
     * @param axes the axes below the section, in the order of their paths
     */
    Combinations(String section, @Nullable ConfigValue base, List<Choices> axes) {
        this.section = section;
        this.base = base;
        this.axes = List.copyOf(axes);
        this.count =
                axes.stream()
                        .mapToInt(axis -> axis.choices().size())
                        .reduce(1, Math::multiplyExact);
    }

    String section() {
        return section;
    }

    int count() {
        return count;
    }

    /** The value of a combination; empty if the file has no such section. */
    Optional<ConfigValue> value(int combination) {
        ConfigValue value = base;
        for (int i = 0; i < axes.size(); i++) {
            List<String> path = axes.get(i).axis().path();
            value =
                    Blocks.replaced(
                            value, path.subList(1, path.size()), chosen(combination, i).value());
        }
        return Optional.ofNullable(value);
    }

    private Choice chosen(int combination, int axis) {
        return axes.get(axis).choices().get(number(combination, axis));
    }

    /** Which value of an axis a combination has. */
    private int number(int combination, int axis) {
        int rest = combination;
        for (int i = axes.size() - 1; i > axis; i--) {
            rest /= axes.get(i).choices().size();
        }
        return rest % axes.get(axis).choices().size();
    }

    /** A problem of a combination, told of the entry of the sweep that the value came from. */
    Problem asWritten(int combination, Problem problem) {
        for (int i = axes.size() - 1; i >= 0; i--) {
            Axis axis = axes.get(i).axis();
            String replaced = "experiment." + ConfigUtil.joinPath(axis.path());
            if (!isWithin(problem.path(), replaced)) {
                continue;
            }
            String below = problem.path().substring(replaced.length());
            if (below.isEmpty() && !axes.get(i).known()) {
                return new Problem(Origin.of(axis.list()), axis.shown(), problem.message());
            }
            boolean isName = below.equals("." + Blocks.USE) && axis.namesPlugins();
            String path = axis.shown(chosen(combination, i).entry()) + (isName ? "" : below);
            return new Problem(
                    problem.code(), problem.origin(), path, problem.value(), problem.message());
        }
        return problem;
    }

    private static boolean isWithin(String path, String block) {
        return path.startsWith(block)
                && (path.length() == block.length()
                        || path.charAt(block.length()) == '.'
                        || path.charAt(block.length()) == '[');
    }

    /** That a combination is the same as an earlier one. */
    Problem duplicate(int earlier, int later) {
        List<String> before = new ArrayList<>();
        List<String> again = new ArrayList<>();
        List<String> origins = new ArrayList<>();
        boolean withinOneEntry = true;
        for (int i = 0; i < axes.size(); i++) {
            if (number(earlier, i) != number(later, i)) {
                Axis axis = axes.get(i).axis();
                Choice one = chosen(earlier, i);
                Choice other = chosen(later, i);
                before.add(axis.shown(one.entry()) + " (" + Origin.of(one.value()) + ")");
                again.add(axis.shown(other.entry()));
                origins.add(Origin.of(other.value()));
                withinOneEntry &= one.entry() == other.entry();
            }
        }
        String message =
                withinOneEntry
                        ? "gives the same " + section + " twice: its lists hold equal values"
                        : "gives the same " + section + " as " + String.join(" and ", before);
        return new Problem(
                origins.get(0),
                String.join(" and ", again),
                message + ". A trial is not run twice: remove one of them");
    }
}
