// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * How like two runs of one trial are. Compared are their ends: outcome, steps, losses, metrics,
 * curves, and the bytes of the parameters; not what a clock says.
 *
 * @param degree the verdict
 * @param differences what is not the same to the bit, the largest first
 * @param notCompared what only one of the two has, in words
 */
public record Likeness(Degree degree, List<Difference> differences, List<String> notCompared) {

    /** From the best to the worst. */
    public enum Degree {
        /** Nothing differs. */
        BIT_IDENTICAL,
        /** No number differs by more than the tolerance. */
        WITHIN_TOLERANCE,
        /** Some number does, or the runs ended otherwise. */
        DIFFERENT
    }

    /**
     * Something that is not the same.
     *
     * @param what its name
     * @param then in the first run
     * @param now in the second
     * @param relative by how much; infinite where numbers do not say it
     */
    public record Difference(String what, String then, String now, double relative) {}

    /** Copies the lists. */
    public Likeness {
        differences = List.copyOf(differences);
        notCompared = List.copyOf(notCompared);
    }

    /**
     * Compares the directories of two runs that have ended.
     *
     * <p><b>Formula:</b>
     *
     * <pre>{@code
     * relative difference of a and b = |a - b| / max(|a|, |b|)
     * of two curves                  = max |a_i - b_i| / max(|a_i|, |b_i|), maxima over i apart
     * }</pre>
     *
     * @param then the first
     * @param now the second
     * @param tolerance the largest relative difference that passes as equal
     * @throws SeqmemException IO if files cannot be read, NOT_FOUND if one has not ended
     */
    public static Likeness of(Path then, Path now, double tolerance) {
        Comparing comparing = new Comparing(result(then), result(now));
        comparing.results();
        comparing.parameters(then.resolve(TrialDirectory.MODEL), now.resolve(TrialDirectory.MODEL));
        return comparing.verdict(tolerance);
    }

    private static TrialResult result(Path directory) {
        return ResultFile.read(directory)
                .orElseThrow(
                        () ->
                                new SeqmemException(
                                        ErrorCode.NOT_FOUND,
                                        "no such file: "
                                                + directory.resolve(TrialDirectory.RESULT)));
    }

    private static final class Comparing {

        private final TrialResult then;
        private final TrialResult now;
        private final List<Difference> differences = new ArrayList<>();
        private final List<String> notCompared = new ArrayList<>();
        private boolean sameBytes = true;

        Comparing(TrialResult then, TrialResult now) {
            this.then = then;
            this.now = now;
        }

        void results() {
            texts("outcome", then.outcome().name(), now.outcome().name());
            texts("code", then.code().orElse("-"), now.code().orElse("-"));
            texts("steps", String.valueOf(then.steps()), String.valueOf(now.steps()));
            texts(
                    "parameters",
                    String.valueOf(then.parameters()),
                    String.valueOf(now.parameters()));
            numbers("training loss", then.trainingLoss(), now.trainingLoss());
            numbers("validation nmse", then.validationNmse(), now.validationNmse());
            for (String name : union(then.metrics(), now.metrics())) {
                numbers(
                        name,
                        Optional.ofNullable(then.metrics().get(name)),
                        Optional.ofNullable(now.metrics().get(name)));
            }
            for (String name : union(then.curves(), now.curves())) {
                curves(name, then.curves().get(name), now.curves().get(name));
            }
        }

        private static Set<String> union(Map<String, ?> one, Map<String, ?> other) {
            Set<String> names = new TreeSet<>(one.keySet());
            names.addAll(other.keySet());
            return names;
        }

        private void texts(String what, String was, String is) {
            if (!was.equals(is)) {
                differences.add(new Difference(what, was, is, Double.POSITIVE_INFINITY));
            }
        }

        private void numbers(String what, Optional<Double> was, Optional<Double> is) {
            if (was.isEmpty() || is.isEmpty()) {
                if (was.isPresent() || is.isPresent()) {
                    notCompared.add(what + ": only one of the runs has it");
                }
            } else if (!was.equals(is)) {
                double relative =
                        Math.abs(was.get() - is.get())
                                / Math.max(Math.abs(was.get()), Math.abs(is.get()));
                differences.add(
                        new Difference(what, was.get().toString(), is.get().toString(), relative));
            }
        }

        private void curves(String what, double @Nullable [] was, double @Nullable [] is) {
            if (was == null || is == null) {
                notCompared.add(what + ": only one of the runs has it");
                return;
            }
            if (was.length != is.length) {
                texts(what, was.length + " points", is.length + " points");
                return;
            }
            double largest = 0;
            double scale = 0;
            int at = 0;
            for (int i = 0; i < was.length; i++) {
                double difference = Math.abs(was[i] - is[i]);
                if (difference > largest) {
                    largest = difference;
                    at = i;
                }
                scale = Math.max(scale, Math.max(Math.abs(was[i]), Math.abs(is[i])));
            }
            if (largest > 0) {
                differences.add(
                        new Difference(
                                what + "[" + at + "]",
                                String.valueOf(was[at]),
                                String.valueOf(is[at]),
                                largest / scale));
            }
        }

        void parameters(Path was, Path is) {
            if (!Files.exists(was) || !Files.exists(is)) {
                if (Files.exists(was) || Files.exists(is)) {
                    notCompared.add(
                            TrialDirectory.MODEL
                                    + ": only one of the runs has kept its parameters");
                }
                return;
            }
            try {
                sameBytes = Files.mismatch(was, is) < 0;
            } catch (IOException e) {
                throw new SeqmemException(
                        ErrorCode.IO, was + " cannot be compared: " + e.getMessage(), e);
            }
        }

        Likeness verdict(double tolerance) {
            differences.sort(Comparator.comparingDouble(Difference::relative).reversed());
            double largest = differences.isEmpty() ? 0 : differences.get(0).relative();
            Degree degree = Degree.DIFFERENT;
            if (largest <= tolerance) {
                degree =
                        differences.isEmpty() && sameBytes
                                ? Degree.BIT_IDENTICAL
                                : Degree.WITHIN_TOLERANCE;
            }
            return new Likeness(degree, differences, notCompared);
        }
    }
}
