// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.Use;
import org.seqmem.api.metric.MeasuredError;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.MetricPlugin;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferencePlugin;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.TaskPlugin;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.provenance.Sha256;
import org.seqmem.runtime.store.JudgedTrial;
import org.seqmem.runtime.store.Judgement;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.store.StoredLine;
import org.seqmem.runtime.training.PluginCall;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialResult;

/**
 * Holds trials that have ended against the references of their experiment, and tells the store: the
 * lines beside each measured error, and whether the trial is suspect. Works in a thread of its own,
 * since a floor can take seconds while trials go on ending.
 *
 * <p>A line is computed once for all trials on which it depends in the same way: its content is a
 * hash of the reference, the task, the facts of the model, the steps that the error counts and the
 * code that is asked. What the store has is not computed again.
 */
final class Judge implements AutoCloseable {

    /** How many trials that ended before are written at a time: a commit costs a millisecond. */
    private static final int BATCH = 256;

    private final Plan plan;
    private final Store store;
    private final BiConsumer<PlannedTrial, Boolean> listener;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    work -> {
                        Thread made = new Thread(work, "judge");
                        made.setDaemon(true);
                        return made;
                    });
    private final List<Future<?>> pending = new ArrayList<>();

    // Of the judge's thread, but for the notes once it is done.
    private final Map<Group, List<Question>> questions = new HashMap<>();
    private final Map<String, Optional<StoredLine>> known = new HashMap<>();
    private final Map<Use<?>, Reference> opened = new HashMap<>();
    private final List<JudgedTrial> unwritten = new ArrayList<>();
    private final Set<String> notes = Collections.synchronizedSet(new TreeSet<>());

    /**
     * @param listener told of each trial that was judged, and whether it is suspect
     */
    Judge(Plan plan, Store store, BiConsumer<PlannedTrial, Boolean> listener) {
        this.plan = plan;
        this.listener = listener;
        this.store = store;
    }

    /** What trials of the same lines have in common. */
    private record Group(String task, ModelFacts facts, String fingerprint) {}

    /** One reference, asked about one error. */
    private record Question(
            String metric,
            String standardError,
            Use<ReferencePlugin<?>> reference,
            MeasuredError error,
            String content) {}

    /** Judges a trial that has just ended, in time. */
    void later(PlannedTrial trial, TrialResult result) {
        pending.add(
                thread.submit(
                        () -> {
                            judge(trial, result);
                            write();
                        }));
    }

    /** Judges trials that ended before, unless they were judged by the same. */
    void later(List<PlannedTrial> ended) {
        if (ended.isEmpty()) {
            return;
        }
        pending.add(
                thread.submit(
                        () -> {
                            Map<String, String> judged = store.judgedBy(plan.name());
                            for (PlannedTrial trial : ended) {
                                if (Thread.currentThread().isInterrupted()) {
                                    break;
                                }
                                if (!judgedBy(questions(trial)).equals(judged.get(trial.id()))) {
                                    judge(trial, store.trial(trial.id()).result());
                                }
                                if (unwritten.size() == BATCH) {
                                    write();
                                }
                            }
                            write();
                        }));
    }

    /**
     * Waits until all are judged.
     *
     * @return what could not be asked, in sentences
     * @throws SeqmemException if the store cannot be written to
     */
    List<String> finish() {
        thread.shutdown();
        for (Future<?> each : pending) {
            try {
                each.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SeqmemException known) {
                    throw known;
                }
                throw new SeqmemException(
                        ErrorCode.INTERNAL, "a mistake in Seqmem: " + e.getCause(), e.getCause());
            }
        }
        return List.copyOf(notes);
    }

    /** Leaves what is not judged yet to the next run. */
    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void judge(PlannedTrial trial, TrialResult result) {
        if (result.outcome() == Outcome.STOPPED) {
            return;
        }
        List<Question> asked = questions(trial);
        List<StoredLine> lines = new ArrayList<>();
        Optional<String> suspect = Optional.empty();
        boolean all = true;
        for (Question question : asked) {
            Optional<StoredLine> line;
            try {
                line = answer(question, trial, result);
            } catch (SeqmemException e) {
                notes.add(
                        "no " + question.reference().name() + " beside errors: " + e.getMessage());
                all = false;
                continue;
            }
            if (line.isPresent()) {
                lines.add(line.get());
                if (suspect.isEmpty()) {
                    suspect = Suspicion.of(line.get(), result.metrics(), question.standardError());
                }
            }
        }
        unwritten.add(
                new JudgedTrial(
                        trial.id(), all ? judgedBy(asked) : "", new Judgement(lines, suspect)));
        listener.accept(trial, suspect.isPresent());
    }

    private void write() {
        if (!unwritten.isEmpty()) {
            store.judge(unwritten);
            unwritten.clear();
        }
    }

    private Optional<StoredLine> answer(Question question, PlannedTrial trial, TrialResult result) {
        Optional<StoredLine> line = known.get(question.content());
        if (line == null) {
            line = store.line(question.content()).map(found -> named(question, found));
            if (line.isEmpty()) {
                line = ask(question, trial, null);
            }
            known.put(question.content(), line);
        }
        if (line.isEmpty() || line.get().role() != ReferenceLine.Role.ORACLE) {
            return line;
        }
        return Optional.of(better(question, line.get(), trial, result));
    }

    /** A trained model that beats a fit is where the fit begins anew. */
    private StoredLine better(
            Question question, StoredLine line, PlannedTrial trial, TrialResult result) {
        Double error = result.metrics().get(question.metric());
        Optional<double[]> kernel = kernel(result, trial.shape().length());
        if (error == null || error >= line.value() || kernel.isEmpty()) {
            return line;
        }
        Optional<StoredLine> again = ask(question, trial, kernel.get());
        if (again.isEmpty() || again.get().value() >= line.value()) {
            return line;
        }
        write(); // what is written later must not be higher
        store.lower(question.content(), again.get().value());
        known.put(question.content(), again);
        return again.get();
    }

    /** The kernel of the trained model, if a metric measured it. */
    private static Optional<double[]> kernel(TrialResult result, int lags) {
        return result.curves().entrySet().stream()
                .filter(curve -> curve.getKey().endsWith("." + Measurement.KERNEL))
                .map(Map.Entry::getValue)
                .filter(curve -> curve.length == lags)
                .findFirst();
    }

    private Optional<StoredLine> ask(
            Question question, PlannedTrial trial, double @Nullable [] kernel) {
        Use<ReferencePlugin<?>> use = question.reference();
        return PluginCall.to(
                        use.plugin(),
                        () -> {
                            ReferenceContext context =
                                    new ReferenceContext(
                                            TaskPlugin.open(trial.task().value()),
                                            trial.facts(),
                                            question.error().steps(),
                                            Optional.ofNullable(kernel));
                            return opened.computeIfAbsent(use, u -> ReferencePlugin.open(use))
                                    .line(context);
                        })
                .filter(line -> Double.isFinite(line.nmse()))
                .map(
                        line ->
                                new StoredLine(
                                        question.metric(),
                                        use.name(),
                                        line.role(),
                                        line.nmse(),
                                        question.content()));
    }

    private static StoredLine named(Question question, StoredLine line) {
        return new StoredLine(
                question.metric(),
                question.reference().name(),
                line.role(),
                line.value(),
                line.content());
    }

    private List<Question> questions(PlannedTrial trial) {
        Group group = new Group(trial.task().identity(), trial.facts(), trial.fingerprint());
        return questions.computeIfAbsent(group, g -> questions(g, trial));
    }

    private List<Question> questions(Group group, PlannedTrial trial) {
        List<Question> all = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Use<ReferencePlugin<?>> reference : plan.references()) {
            if (!names.add(reference.name())) {
                continue; // lines are told apart by name
            }
            for (Bound<Use<MetricPlugin<?>>> metric : plan.metrics()) {
                Use<MetricPlugin<?>> use = metric.value();
                for (MeasuredError error : MetricPlugin.errors(use, trial.shape())) {
                    all.add(
                            new Question(
                                    name(use, error.value()),
                                    name(use, error.standardError()),
                                    reference,
                                    error,
                                    content(group, reference, error)));
                }
            }
        }
        return List.copyOf(all);
    }

    /** As results name the values of metrics. */
    private static String name(Use<MetricPlugin<?>> metric, String value) {
        return value.equals(metric.name()) ? value : metric.name() + "." + value;
    }

    private String content(Group group, Use<ReferencePlugin<?>> reference, MeasuredError error) {
        ModelFacts facts = group.facts();
        return hash(
                List.of(
                        plan.referenceFingerprint(),
                        reference.name(),
                        reference.config().toString(),
                        error.steps().toString(),
                        group.task(),
                        group.fingerprint(),
                        new TreeSet<>(facts.claims()).toString(),
                        facts.stateSize().toString(),
                        facts.receptiveField().toString()));
    }

    private static String judgedBy(List<Question> questions) {
        return hash(
                questions.stream()
                        .map(question -> question.metric() + "\0" + question.content())
                        .toList());
    }

    private static String hash(List<String> texts) {
        Sha256 hash = new Sha256();
        for (String text : texts) {
            hash.add(text.getBytes(UTF_8)).add(new byte[1]);
        }
        return hash.hex();
    }
}
