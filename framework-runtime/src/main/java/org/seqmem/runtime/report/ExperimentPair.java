// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.seqmem.runtime.report.statistics.PairedTest;
import org.seqmem.runtime.report.statistics.Spread;

/**
 * Two experiments side by side: what differs in what was asked and in what came out.
 *
 * <p>Trials are paired that have task, model and seed in common: by their settings, or else by what
 * their experiments call them, so that a model is also paired with a changed one of the same name.
 * If there are none and each experiment has one model, those with task and seed are; if each has
 * one task, those with model and seed.
 */
public final class ExperimentPair {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ExperimentRecord first;
    private final ExperimentRecord second;
    private final Pairing pairing;
    private final List<Pair> pairs;

    /** What two trials of a pair have in common. */
    public enum Pairing {
        /** The same task, model and seed. */
        TASK_MODEL_SEED("task, model and seed"),
        /** The same task and seed, each experiment with one model. */
        TASK_SEED("task and seed"),
        /** The same model and seed, each experiment with one task. */
        MODEL_SEED("model and seed"),
        /** There is no pair. */
        NONE("nothing");

        private final String words;

        Pairing(String words) {
            this.words = words;
        }

        /** What they have in common, in words. */
        public String words() {
            return words;
        }
    }

    /**
     * Two trials.
     *
     * @param first of the first experiment
     * @param second of the second
     */
    public record Pair(TrialRecord first, TrialRecord second) {

        /** Whether both have an error. */
        public boolean completed() {
            return first.nmse().isPresent() && second.nmse().isPresent();
        }

        /** The error of the second over that of the first, as its logarithm to base 10. */
        double ratio() {
            return log(second) - log(first);
        }

        /** An error of exactly zero has no logarithm: it counts as the smallest number. */
        private static double log(TrialRecord trial) {
            return Math.log10(Math.max(trial.nmse().orElseThrow(), Double.MIN_NORMAL));
        }
    }

    /**
     * What pairs of one group came to.
     *
     * @param name of the group: a model, a task, or all
     * @param pairs how many there are of which both completed
     * @param first errors of the first experiment, if there are pairs
     * @param second errors of the second
     * @param ratio factors from the first error to the second: below 1 the second is better
     * @param test of whether one is better; empty without a difference
     * @param pValue that of the test, corrected by Holm for all groups; NaN where a test says
     *     nothing
     */
    public record Group(
            String name,
            int pairs,
            Optional<Spread> first,
            Optional<Spread> second,
            Optional<Spread> ratio,
            Optional<PairedTest> test,
            double pValue) {}

    /** Pairs the trials of two experiments. */
    public ExperimentPair(ExperimentRecord first, ExperimentRecord second) {
        this.first = first;
        this.second = second;
        Pairing found = Pairing.NONE;
        List<Pair> paired = List.of();
        for (Pairing tried : Pairing.values()) {
            if (paired.isEmpty() && possible(tried)) {
                paired = pairs(key(tried));
                found = paired.isEmpty() ? Pairing.NONE : tried;
            }
        }
        this.pairing = found;
        this.pairs = paired;
    }

    private boolean possible(Pairing tried) {
        return switch (tried) {
            case TASK_MODEL_SEED -> true;
            case TASK_SEED -> oneModel(first) && oneModel(second);
            case MODEL_SEED -> first.tasks().size() == 1 && second.tasks().size() == 1;
            case NONE -> false;
        };
    }

    private static boolean oneModel(ExperimentRecord experiment) {
        return experiment.compared().models().size() == 1;
    }

    private static Function<TrialRecord, List<Object>> key(Pairing pairing) {
        return switch (pairing) {
            case TASK_SEED -> trial -> List.of(trial.task(), trial.seed());
            case MODEL_SEED -> trial -> List.of(trial.model(), trial.seed());
            case TASK_MODEL_SEED, NONE ->
                    trial -> List.of(trial.task(), trial.model(), trial.seed());
        };
    }

    private List<Pair> pairs(Function<TrialRecord, List<Object>> key) {
        Map<String, TrialRecord> partners = new HashMap<>();
        Set<String> taken = new HashSet<>();
        Map<String, TrialRecord> same = bySettings(second);
        bySettings(first)
                .forEach(
                        (settings, trial) -> {
                            TrialRecord other = same.get(settings);
                            if (other != null) {
                                partners.put(trial.id(), other);
                                taken.add(other.id());
                            }
                        });
        Map<List<Object>, TrialRecord> others = new HashMap<>();
        second.compared().trials().stream()
                .filter(trial -> !taken.contains(trial.id()))
                .forEach(trial -> others.put(key.apply(trial), trial));
        List<Pair> found = new ArrayList<>();
        for (TrialRecord trial : first.compared().trials()) {
            TrialRecord partner = partners.get(trial.id());
            TrialRecord other = partner == null ? others.get(key.apply(trial)) : partner;
            if (other != null) {
                found.add(new Pair(trial, other));
            }
        }
        return found;
    }

    /** By settings of task and model and by seed; without those of which there are several. */
    private static Map<String, TrialRecord> bySettings(ExperimentRecord experiment) {
        Map<String, TrialRecord> trials = new LinkedHashMap<>();
        Set<String> several = new HashSet<>();
        for (TrialRecord trial : experiment.compared().trials()) {
            trial.settings()
                    .map(of -> String.join("\n", of.task(), of.model(), "seed " + trial.seed()))
                    .ifPresent(
                            settings -> {
                                if (trials.put(settings, trial) != null) {
                                    several.add(settings);
                                }
                            });
        }
        trials.keySet().removeAll(several);
        return trials;
    }

    /** The first experiment. */
    public ExperimentRecord first() {
        return first;
    }

    /** The second experiment. */
    public ExperimentRecord second() {
        return second;
    }

    /** What the trials of a pair have in common. */
    public Pairing pairing() {
        return pairing;
    }

    /** The pairs, in the order of the first experiment's plan. */
    public List<Pair> pairs() {
        return pairs;
    }

    /** A key of the configuration, with its value in each experiment; empty where it has none. */
    public record Difference(String key, String first, String second) {}

    /** What differs in what was asked, by key. */
    public List<Difference> differences() {
        Map<String, String> one = leaves(first.content());
        Map<String, String> other = leaves(second.content());
        TreeSet<String> keys = new TreeSet<>(one.keySet());
        keys.addAll(other.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String key : keys) {
            String before = one.getOrDefault(key, "");
            String after = other.getOrDefault(key, "");
            if (!before.equals(after)) {
                differences.add(new Difference(key, before, after));
            }
        }
        return differences;
    }

    private static Map<String, String> leaves(String content) {
        Map<String, String> leaves = new TreeMap<>();
        try {
            collect("", JSON.readTree(content), leaves);
        } catch (JsonProcessingException e) {
            leaves.put("content", content); // of an older Seqmem: compared as a whole
        }
        return leaves;
    }

    private static void collect(String path, JsonNode node, Map<String, String> leaves) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(
                            field ->
                                    collect(
                                            path.isEmpty()
                                                    ? field.getKey()
                                                    : path + "." + field.getKey(),
                                            field.getValue(),
                                            leaves));
        } else {
            leaves.put(path, node.isTextual() ? node.asText() : node.toString());
        }
    }

    /**
     * The pairs in groups, each with its test, and all of them together at the end.
     *
     * @param by the group of a trial of the first experiment
     */
    public List<Group> groups(Function<TrialRecord, String> by) {
        Map<String, List<Pair>> grouped = new LinkedHashMap<>();
        for (Pair pair : pairs) {
            grouped.computeIfAbsent(by.apply(pair.first()), name -> new ArrayList<>()).add(pair);
        }
        List<String> names = List.copyOf(grouped.keySet());
        List<Optional<PairedTest>> tests =
                names.stream().map(name -> test(grouped.getOrDefault(name, List.of()))).toList();
        int[] tested = // Holm counts the tests that say something
                IntStream.range(0, tests.size()).filter(i -> says(tests.get(i))).toArray();
        double[] adjusted =
                PairedTest.holm(
                        Arrays.stream(tested)
                                .mapToDouble(i -> tests.get(i).orElseThrow().pValue())
                                .toArray());
        double[] pValues = new double[names.size()];
        Arrays.fill(pValues, Double.NaN);
        for (int i = 0; i < tested.length; i++) {
            pValues[tested[i]] = adjusted[i];
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            groups.add(
                    group(name, grouped.getOrDefault(name, List.of()), tests.get(i), pValues[i]));
        }
        if (groups.size() > 1) {
            Optional<PairedTest> test = test(pairs);
            double pValue = says(test) ? test.orElseThrow().pValue() : Double.NaN;
            groups.add(group("all", pairs, test, pValue));
        }
        return groups;
    }

    private static boolean says(Optional<PairedTest> test) {
        return test.filter(known -> known.pairs() >= PairedTest.FEWEST_PAIRS).isPresent();
    }

    private static Group group(
            String name, List<Pair> pairs, Optional<PairedTest> test, double pValue) {
        List<Pair> both = pairs.stream().filter(Pair::completed).toList();
        return new Group(
                name,
                both.size(),
                spread(both, pair -> pair.first().nmse().orElseThrow()),
                spread(both, pair -> pair.second().nmse().orElseThrow()),
                spread(both, pair -> Math.pow(10, pair.ratio())),
                test,
                pValue);
    }

    private static Optional<Spread> spread(List<Pair> pairs, Function<Pair, Double> of) {
        return Spread.of(pairs.stream().mapToDouble(of::apply).toArray());
    }

    private static Optional<PairedTest> test(List<Pair> pairs) {
        List<Pair> both = pairs.stream().filter(Pair::completed).toList();
        return PairedTest.of(
                both.stream().mapToDouble(pair -> Pair.log(pair.second())).toArray(),
                both.stream().mapToDouble(pair -> Pair.log(pair.first())).toArray());
    }

    private static void choice(ExperimentRecord experiment, List<String> notes) {
        experiment.best().ifPresent(b -> notes.add(experiment.name() + ": " + b.sentence()));
    }

    /** What the comparison rests on, and what it cannot say, in sentences. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        choice(first, notes);
        choice(second, notes);
        if (pairs.isEmpty()) {
            notes.add(
                    "No two trials have task, model and seed in common, so nothing can be compared"
                            + " pair by pair.");
            return notes;
        }
        long both = pairs.stream().filter(Pair::completed).count();
        notes.add(
                Figures.count(pairs.size(), "pair")
                        + " with "
                        + pairing.words()
                        + " in common; in "
                        + Figures.count(both)
                        + " both completed.");
        long same = pairs.stream().filter(p -> p.first().id().equals(p.second().id())).count();
        if (same > 0) {
            notes.add(Figures.count(same) + " of them are one and the same trial.");
        }
        notes.add(
                String.format(
                        Locale.ROOT,
                        "Wilcoxon's signed-rank test on logarithms of errors, corrected by Holm;"
                                + " no test below %d pairs that differ. Pairs on one task are"
                                + " not independent of each other.",
                        PairedTest.FEWEST_PAIRS));
        if (pairs.stream().map(pair -> pair.first().seed()).distinct().count() == 1) {
            notes.add("One seed: differences may be luck in training.");
        }
        return notes;
    }
}
