// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import jakarta.inject.Inject;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.config.KeyType;
import org.seqmem.runtime.config.Origin;
import org.seqmem.runtime.config.Problem;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.config.Schema;
import org.seqmem.runtime.plugin.PluginDefaults;
import org.seqmem.runtime.provenance.Fingerprints;
import org.seqmem.runtime.training.PluginCall;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * Makes plans from experiment files, without an engine.
 *
 * <p>Every axis of a sweep is below one section (task, model or training), so the trials are the
 * product of the values that the sections take, and of the seeds. Each value of a section is bound
 * once; trials only refer to it.
 */
public final class Planner {

    /** More trials than this are taken for a mistake: at a second each, twelve days. */
    public static final int MOST_TRIALS = 1_000_000;

    private static final String EXPERIMENT = "experiment";
    private static final String MODEL = "model";
    private static final String TASK = "task";
    private static final String TRAINING = "training";

    private final Binder binder;
    private final Schema schema;
    private final PluginDefaults defaults;
    private final Fingerprints fingerprints;

    /**
     * @param binder fills the sections
     * @param schema tells which keys are lists
     * @param defaults of the experiment
     * @param fingerprints of the plugins
     */
    @Inject
    public Planner(
            Binder binder, Schema schema, PluginDefaults defaults, Fingerprints fingerprints) {
        this.binder = binder;
        this.schema = schema;
        this.defaults = defaults;
        this.fingerprints = fingerprints;
    }

    /**
     * Makes the plan of an experiment.
     *
     * @throws SeqmemException with all problems of the file, if it has any
     */
    public Plan plan(ExperimentFile file) {
        Problems problems = file.problems();
        ConfigObject experiment = file.experiment();
        ConfigObject below = defaults.of(ExperimentConfig.class, EXPERIMENT);
        List<Axis> axes = SweepReader.read(file.sweep(), problems);

        Sweep models = pluginSweep(MODEL, ModelPlugin.class, experiment, axes);
        Sweep tasks = pluginSweep(TASK, TaskPlugin.class, experiment, axes);
        Sweep trainings = trainingSweep(experiment, trainingDefaults(below), axes);
        requireFew(file, problems, List.of(models, tasks, trainings));

        Combinations ofModel = models.expand();
        Combinations ofTask = tasks.expand();
        Combinations ofTraining = trainings.expand();
        Optional<Bound<Header>> header = Header.bind(binder, experiment, below, problems);
        List<Section<Use<TaskPlugin<?>>>> boundTasks = bind(ofTask, this::task, problems);
        List<Section<Use<ModelPlugin<?>>>> boundModels =
                bind(ofModel, models(header, boundTasks), problems);
        List<Section<TrainingConfig>> boundTrainings =
                bind(
                        ofTraining,
                        (value, path, own) -> training(value, trainingDefaults(below), path, own),
                        problems);
        checkWhole(experiment, below, List.of(ofModel, ofTask, ofTraining), problems);
        problems.throwIfAny();

        TrialFacts facts = new TrialFacts(ofTask, boundTasks, ofModel, boundModels, problems);
        problems.throwIfAny();
        Header common = header.orElseThrow().value();
        List<PlannedTrial> trials =
                new Trials(fingerprints, facts)
                        .of(boundModels, boundTasks, boundTrainings, common.seeds());
        return new Plan(
                common.name(),
                common.seeds(),
                trials,
                metrics(header.get()),
                common.references(),
                fingerprint(common.references()),
                choice(file, common, trials, problems));
    }

    private String fingerprint(List<Use<ReferencePlugin<?>>> references) {
        return fingerprints.of(
                fingerprints.artefacts(
                        references.stream().map(use -> use.plugin().getClass()).toList()));
    }

    private static ConfigObject trainingDefaults(ConfigObject experiment) {
        return experiment.get(TRAINING) instanceof ConfigObject block
                ? block
                : ConfigFactory.empty().root();
    }

    private Sweep pluginSweep(
            String section, Class<?> kind, ConfigObject experiment, List<Axis> axes) {
        KeyType type = new KeyType.PluginBlock(kind, false);
        Expansion expansion = new Expansion(schema, type, ConfigFactory.empty().root());
        return new Sweep(section, experiment.get(section), axes, expansion);
    }

    private Sweep trainingSweep(ConfigObject experiment, ConfigObject below, List<Axis> axes) {
        Expansion expansion =
                new Expansion(schema, new KeyType.Nested(TrainingConfig.class), below);
        ConfigValue block = experiment.get(TRAINING);
        ConfigValue none = ConfigFactory.empty().root().withOrigin(experiment.origin());
        return new Sweep(TRAINING, block == null ? none : block, axes, expansion);
    }

    /** Counts before anything is built: the product of a few short lists can be any number. */
    private static void requireFew(ExperimentFile file, Problems problems, List<Sweep> sweeps) {
        List<BigInteger> counts = new ArrayList<>(sweeps.stream().map(Sweep::count).toList());
        ConfigValue seeds = file.experiment().get("seeds");
        counts.add(BigInteger.valueOf(seeds instanceof ConfigList list ? list.size() : 1));
        BigInteger trials = counts.stream().reduce(BigInteger.ONE, BigInteger::multiply);
        if (trials.compareTo(BigInteger.valueOf(MOST_TRIALS)) <= 0) {
            return;
        }
        problems.add(
                new Problem(
                        Origin.of(file.sweep().isEmpty() ? file.experiment() : file.sweep()),
                        file.sweep().isEmpty() ? "experiment.seeds" : "sweep",
                        String.format(
                                Locale.ROOT,
                                "makes %,d trials (models x tasks x trainings x seeds = %,d x %,d"
                                        + " x %,d x %,d); a plan has at most %,d. Try fewer values"
                                        + " or divide the file",
                                trials,
                                counts.get(0),
                                counts.get(1),
                                counts.get(2),
                                counts.get(3),
                                MOST_TRIALS)));
        problems.throwIfAny();
    }

    private <T> List<Section<T>> bind(
            Combinations combinations, SectionBinder.Binding<T> binding, Problems problems) {
        return new SectionBinder<>(combinations, binding, fingerprints, problems).bind();
    }

    /** How models are bound: as they stand, or at the width that gives them the size asked for. */
    private SectionBinder.Binding<Use<ModelPlugin<?>>> models(
            Optional<Bound<Header>> header, List<Section<Use<TaskPlugin<?>>>> tasks) {
        Optional<Match> match = header.flatMap(bound -> bound.value().match());
        if (match.isEmpty()) {
            return this::model;
        }
        List<SequenceShape> shapes =
                tasks.stream()
                        .map(task -> PluginCall.to(task.value().plugin(), () -> shape(task)))
                        .distinct()
                        .toList();
        return new WidthSearch(binder, match.get(), shapes)::bind;
    }

    private static SequenceShape shape(Section<Use<TaskPlugin<?>>> task) {
        return TaskPlugin.open(task.value()).shape();
    }

    private static Optional<Choice> choice(
            ExperimentFile file, Header header, List<PlannedTrial> trials, Problems problems) {
        Optional<Choice> choice = header.choose().map(Choice::of);
        choice.ifPresent(
                known -> {
                    long values =
                            trials.stream()
                                    .flatMap(trial -> known.value(trial).stream())
                                    .distinct()
                                    .limit(2)
                                    .count();
                    if (values < 2) {
                        problems.add(
                                Problem.at(
                                        file.experiment().getOrDefault("choose", file.experiment()),
                                        "experiment.choose.over",
                                        header.choose().orElseThrow().over()
                                                + (values == 0
                                                        ? " is no key of any trial"
                                                        : " has one value only: sweep it, as in sweep"
                                                                + " { \"training.optimizer.learning-rate\""
                                                                + " = [1e-3, 1e-2] }")));
                    }
                    problems.throwIfAny();
                });
        return choice;
    }

    private Optional<Bound<Use<ModelPlugin<?>>>> model(
            ConfigValue value, String path, Problems problems) {
        return binder.bindUse(ModelPlugin.class, value, path, problems);
    }

    private Optional<Bound<Use<TaskPlugin<?>>>> task(
            ConfigValue value, String path, Problems problems) {
        return binder.bindUse(TaskPlugin.class, value, path, problems);
    }

    private Optional<Bound<TrainingConfig>> training(
            ConfigValue value, ConfigObject below, String path, Problems problems) {
        if (!(value instanceof ConfigObject block)) {
            problems.add(Problem.at(value, path, "must be a block, { ... }"));
            return Optional.empty();
        }
        return binder.bind(TrainingConfig.class, block, below, path, problems);
    }

    /**
     * Binds the whole block, with the first value of each section in its place: so what is unknown
     * is found, and what is missing is missed.
     */
    private void checkWhole(
            ConfigObject experiment,
            ConfigObject below,
            List<Combinations> sections,
            Problems problems) {
        ConfigObject whole = experiment;
        for (Combinations section : sections) {
            Optional<ConfigValue> first = section.value(0);
            if (first.isPresent()) {
                whole = whole.withValue(section.section(), first.get());
            }
        }
        Problems own = new Problems("");
        binder.bind(ExperimentConfig.class, whole, below, EXPERIMENT, own);
        for (Problem problem : own.list()) {
            Problem written = problem;
            for (Combinations section : sections) {
                written = section.asWritten(0, written);
            }
            problems.add(written);
        }
    }

    private static List<Bound<Use<MetricPlugin<?>>>> metrics(Bound<Header> header) {
        List<Use<MetricPlugin<?>>> metrics = header.value().metrics();
        JsonNode json = header.json().get("metrics");
        JsonNode identity = header.identity().get("metrics");
        List<Bound<Use<MetricPlugin<?>>>> bound = new ArrayList<>();
        for (int i = 0; i < metrics.size(); i++) {
            Use<MetricPlugin<?>> metric = metrics.get(i);
            bound.add(new Bound<>(metric, json.get(i), identity.get(i), Set.of(metric.plugin())));
        }
        return bound;
    }
}
