// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;

/**
 * Finds the width at which a model has the size that an experiment asks for: of the two widths
 * around it, the nearer one. The size grows with the width; widths that a model refuses, for
 * instance because they do not divide into heads, are passed over.
 */
final class WidthSearch {

    /** Wider than any model that one device trains. */
    private static final int WIDEST = 1 << 16;

    /** Widths in a row that a model may refuse. */
    private static final int LONGEST_GAP = 512;

    private final Binder binder;
    private final Match match;
    private final List<SequenceShape> shapes;

    /**
     * @param shapes of the tasks; the first decides, the others have to agree
     */
    WidthSearch(Binder binder, Match match, List<SequenceShape> shapes) {
        this.binder = binder;
        this.match = match;
        this.shapes = List.copyOf(shapes);
    }

    /** A width that a model accepts, with its size for the first shape. */
    private record Candidate(int width, long size) {}

    /** Binds a model at its width; empty if anything is wrong. */
    Optional<Bound<Use<ModelPlugin<?>>>> bind(ConfigValue value, String path, Problems problems) {
        Optional<Bound<Use<ModelPlugin<?>>>> plain =
                binder.bindUse(ModelPlugin.class, value, path, problems);
        if (plain.isEmpty()) {
            return plain;
        }
        Use<ModelPlugin<?>> use = plain.get().value();
        Optional<String> key = use.plugin().width();
        if (key.isEmpty()) {
            problems.add(
                    Problem.at(
                            value,
                            path,
                            "cannot be matched in size: model \""
                                    + use.name()
                                    + "\" has no width"));
            return Optional.empty();
        }
        ConfigObject block = (ConfigObject) value;
        if (block.containsKey(key.get())) {
            problems.add(
                    Problem.at(
                            block.getOrDefault(key.get(), block),
                            path + "." + key.get(),
                            "is chosen by experiment.match: leave one of them out"));
            return Optional.empty();
        }
        if (shapes.isEmpty()) {
            return plain;
        }
        Optional<Candidate> nearest = nearest(block, key.get(), path);
        if (nearest.isEmpty() || !match.isNear(nearest.get().size())) {
            problems.add(Problem.at(value, path, tooFar(use.name(), key.get(), nearest)));
            return Optional.empty();
        }
        Bound<Use<ModelPlugin<?>>> matched =
                at(block, key.get(), nearest.get().width(), path).orElseThrow();
        for (SequenceShape shape : shapes) {
            OptionalLong size = match.of(ModelPlugin.facts(matched.value(), shape));
            if (size.isEmpty() || !match.isNear(size.getAsLong())) {
                problems.add(
                        Problem.at(
                                value,
                                path,
                                "cannot be matched on all tasks with one width: on "
                                        + shape
                                        + " it has "
                                        + (size.isEmpty() ? "no" : size.getAsLong())
                                        + " "
                                        + match.words()));
                return Optional.empty();
            }
        }
        return Optional.of(matched);
    }

    private String tooFar(String model, String key, Optional<Candidate> nearest) {
        String found =
                nearest.map(
                                candidate ->
                                        String.format(
                                                Locale.ROOT,
                                                "has %,d at %s = %d, the nearest",
                                                candidate.size(),
                                                key,
                                                candidate.width()))
                        .orElse("has none");
        return String.format(
                Locale.ROOT,
                "cannot be matched: model \"%s\" is to have %,d %s and %s."
                        + " experiment.match.tolerance says how far off it may be",
                model,
                match.size(),
                match.words(),
                found);
    }

    private Optional<Candidate> nearest(ConfigObject block, String key, String path) {
        int low = 1;
        int high = 1;
        Optional<Candidate> above = next(block, key, path, high);
        while (above.isPresent() && above.get().size() < match.size() && high < WIDEST) {
            low = high;
            high *= 2;
            above = next(block, key, path, high);
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            Optional<Candidate> candidate = next(block, key, path, middle);
            if (candidate.isPresent() && candidate.get().size() < match.size()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        above = next(block, key, path, high);
        Optional<Candidate> below = before(block, key, path, high);
        if (above.isEmpty() || below.isEmpty()) {
            return above.or(() -> below);
        }
        long over = above.get().size() - match.size();
        long under = match.size() - below.get().size();
        return over < under ? above : below;
    }

    private Optional<Candidate> next(ConfigObject block, String key, String path, int from) {
        for (int width = from; width < from + LONGEST_GAP; width++) {
            Optional<Candidate> candidate = candidate(block, key, path, width);
            if (candidate.isPresent()) {
                return candidate;
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> before(ConfigObject block, String key, String path, int from) {
        for (int width = from - 1; width > Math.max(0, from - LONGEST_GAP); width--) {
            Optional<Candidate> candidate = candidate(block, key, path, width);
            if (candidate.isPresent()) {
                return candidate;
            }
        }
        return Optional.empty();
    }

    private Optional<Candidate> candidate(ConfigObject block, String key, String path, int width) {
        return at(block, key, width, path)
                .map(bound -> size(bound.value(), shapes.get(0)))
                .filter(OptionalLong::isPresent)
                .map(size -> new Candidate(width, size.getAsLong()));
    }

    private OptionalLong size(Use<ModelPlugin<?>> use, SequenceShape shape) {
        try {
            return match.of(ModelPlugin.facts(use, shape));
        } catch (
                IllegalArgumentException
                        refused) { // how plugins say that values do not go together
            return OptionalLong.empty();
        }
    }

    private Optional<Bound<Use<ModelPlugin<?>>>> at(
            ConfigObject block, String key, int width, String path) {
        ConfigObject wide = block.withValue(key, ConfigValueFactory.fromAnyRef(width, "match"));
        return binder.bindUse(ModelPlugin.class, wide, path, new Problems(""));
    }
}
