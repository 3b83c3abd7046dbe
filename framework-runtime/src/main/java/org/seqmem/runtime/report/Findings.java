// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What a comparison says, in sentences: per family of tasks, where each model falls off as the
 * strength of the memory grows. Goes over the strengths at which some model has an error, and says
 * nothing about a model that lacks one of these.
 */
public final class Findings {

    /** Half of the target power left unexplained: the usual line between learnt and not. */
    public static final double THRESHOLD = 0.5;

    /** A step: nearly all explained on one side of it, nearly nothing on the other. */
    private static final double NEARLY_ALL = 0.1;

    private static final double NEARLY_NOTHING = 0.9;

    private Findings() {}

    static List<String> of(Comparison comparison, List<ReportedTrial> trials) {
        Map<String, OptionalInt> fields = new LinkedHashMap<>();
        trials.forEach(trial -> fields.putIfAbsent(trial.model(), trial.receptiveField()));
        List<String> sentences = new ArrayList<>();
        for (StrengthFamily whole : comparison.families()) {
            StrengthFamily family = known(whole, comparison);
            if (family.points().size() < 2) {
                continue; // nothing grows
            }
            List<String> falling = new ArrayList<>();
            List<String> steady = new ArrayList<>();
            List<String> never = new ArrayList<>();
            for (String model : comparison.models()) {
                describe(
                        comparison,
                        family,
                        model,
                        fields.getOrDefault(model, OptionalInt.empty()),
                        falling,
                        steady,
                        never);
            }
            List<String> parts = new ArrayList<>(falling);
            if (!steady.isEmpty()) {
                boolean all = family.points().size() == whole.points().size();
                parts.add(
                        verb(steady, "learn")
                                + " every "
                                + family.key()
                                + (all ? "" : " that has an error"));
            }
            if (!never.isEmpty()) {
                parts.add(verb(never, "learn") + " none");
            }
            if (!parts.isEmpty()) {
                sentences.add(family.name() + ": " + String.join("; ", parts) + ".");
            }
        }
        return sentences;
    }

    private static void describe(
            Comparison comparison,
            StrengthFamily family,
            String model,
            OptionalInt receptiveField,
            List<String> falling,
            List<String> steady,
            List<String> never) {
        List<StrengthFamily.Point> points = family.points();
        double[] errors = errors(comparison, family, model);
        boolean anyLearnt = false;
        boolean allLearnt = true;
        double largest = 0;
        for (double error : errors) {
            if (Double.isNaN(error)) {
                return;
            }
            largest = Math.max(largest, error);
            anyLearnt |= error < THRESHOLD;
            allLearnt &= error < THRESHOLD;
        }
        if (allLearnt) {
            steady.add(model + " (at most " + Figures.error(largest) + ")");
        } else if (!anyLearnt) {
            never.add(model);
        } else {
            falling.add(fall(family, points, errors, model, receptiveField));
        }
    }

    private static String fall(
            StrengthFamily family,
            List<StrengthFamily.Point> points,
            double[] errors,
            String model,
            OptionalInt receptiveField) {
        int at = crossing(errors);
        double low = Math.min(errors[at], errors[at + 1]);
        double high = Math.max(errors[at], errors[at + 1]);
        boolean step = low < NEARLY_ALL && high > NEARLY_NOTHING;
        String sentence =
                model
                        + (step ? " steps from " : " goes from ")
                        + Figures.error(errors[at])
                        + " to "
                        + Figures.error(errors[at + 1])
                        + " between "
                        + family.key()
                        + " "
                        + points.get(at).text()
                        + " and "
                        + points.get(at + 1).text();
        return step && receptiveField.isPresent()
                ? sentence + " (it sees " + receptiveField.getAsInt() + " inputs)"
                : sentence;
    }

    /**
     * Where models fall off, in a few words each: {@code impulse tcn past delay 14}. Models of
     * which an error is missing are left out, as are those that learn everything.
     */
    static List<String> falls(Comparison comparison) {
        List<String> falls = new ArrayList<>();
        for (StrengthFamily whole : comparison.families()) {
            StrengthFamily family = known(whole, comparison);
            for (String model : comparison.models()) {
                double[] errors = errors(comparison, family, model);
                boolean known = Arrays.stream(errors).noneMatch(Double::isNaN);
                if (known && Arrays.stream(errors).anyMatch(error -> error >= THRESHOLD)) {
                    falls.add(family.name() + " " + model + " " + edge(family, errors));
                }
            }
        }
        return falls;
    }

    /** Without the strengths at which no model has an error. */
    private static StrengthFamily known(StrengthFamily family, Comparison comparison) {
        return new StrengthFamily(
                family.name(),
                family.key(),
                family.points().stream().filter(point -> comparison.known(point.task())).toList());
    }

    private static String edge(StrengthFamily family, double[] errors) {
        if (Arrays.stream(errors).noneMatch(error -> error < THRESHOLD)) {
            return "at every " + family.key();
        }
        int at = crossing(errors);
        boolean before = errors[at] < THRESHOLD;
        return (before ? "past " : "below ")
                + family.key()
                + " "
                + family.points().get(before ? at : at + 1).text();
    }

    private static double[] errors(Comparison comparison, StrengthFamily family, String model) {
        return family.points().stream()
                .mapToDouble(point -> comparison.median(point.task(), model))
                .toArray();
    }

    /** The first place behind which the other side of the threshold is; there has to be one. */
    private static int crossing(double[] errors) {
        int at = 0;
        while (errors[at] < THRESHOLD == errors[at + 1] < THRESHOLD) {
            at++;
        }
        return at;
    }

    private static String verb(List<String> subjects, String verb) {
        return enumerate(subjects) + " " + verb + (subjects.size() == 1 ? "s" : "");
    }

    private static String enumerate(List<String> names) {
        int last = names.size() - 1;
        return last == 0
                ? names.get(0)
                : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
