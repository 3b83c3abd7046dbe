// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.seqmem.api.Use;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.WorkTimes;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.TrialResult;

/**
 * The meters of a run in the registries of all its publishers.
 *
 * <p>A publisher that fails, at its start or later, is said to have failed once, closed and left
 * out from then on: no training stops for it, and the others go on. One that comes to no end at its
 * start or its close is left behind. Each has meters of its own, since an exception out of a
 * composite registry would not say whose it is.
 */
public final class PublishedMeters implements RunListener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String GPU_PROGRAM = "nvidia-smi";

    private final List<Outlet> outlets = new ArrayList<>();
    private final Supplier<Earlier> earlier;
    private final Consumer<String> notes;
    private final Duration patience;

    private record Outlet(
            String name,
            Publisher publisher,
            RunMeters meters,
            ProcessMeters process,
            GpuMeters gpus) {

        void close() {
            process.close();
            gpus.close();
            publisher.close();
        }
    }

    /**
     * What is known of an experiment before it runs.
     *
     * @param results of trials that have ended, by id; others of the store do no harm
     * @param suspects ids of those that are too good to be true
     */
    public record Earlier(Map<String, TrialResult> results, Set<String> suspects) {

        /** Copies both. */
        public Earlier {
            results = Map.copyOf(results);
            suspects = Set.copyOf(suspects);
        }
    }

    /**
     * Starts the publishers.
     *
     * @param publishers what to start
     * @param experiment the name of the experiment
     * @param earlier what is known of it; asked once, when the run begins, if anybody publishes
     * @param clock what says when a trial ended
     * @param notes told in a sentence of a publisher that fails; from any thread
     */
    public PublishedMeters(
            List<Use<PublisherPlugin<?>>> publishers,
            String experiment,
            Supplier<Earlier> earlier,
            Clock clock,
            Consumer<String> notes) {
        this(publishers, experiment, earlier, clock, notes, PATIENCE);
    }

    PublishedMeters(
            List<Use<PublisherPlugin<?>>> publishers,
            String experiment,
            Supplier<Earlier> earlier,
            Clock clock,
            Consumer<String> notes,
            Duration patience) {
        this.earlier = earlier;
        this.notes = notes;
        this.patience = patience;
        for (Use<PublisherPlugin<?>> use : publishers) {
            try {
                PublisherContext context = new PublisherContext(experiment, notes);
                Publisher publisher = withPatience(() -> PublisherPlugin.open(use, context));
                MeterRegistry registry = publisher.registry();
                outlets.add(
                        new Outlet(
                                use.name(),
                                publisher,
                                new RunMeters(registry, clock),
                                new ProcessMeters(registry),
                                new GpuMeters(registry, GPU_PROGRAM)));
            } catch (RuntimeException | LinkageError e) {
                left(use.name(), e);
            }
        }
    }

    /** Where a person finds the meters, one place for each publisher that has one. */
    public List<String> places() {
        List<String> places = new ArrayList<>();
        each(outlet -> outlet.publisher().place().ifPresent(places::add));
        return places;
    }

    @Override
    public void begun(RunOutline outline) {
        if (outlets.isEmpty()) {
            return;
        }
        Earlier known = earlier.get();
        Set<PlannedTrial> toRun = Set.copyOf(outline.toRun());
        each(
                outlet -> {
                    outlet.process().bind();
                    outlet.meters().begun(outline);
                    for (PlannedTrial trial : outline.plan().trials()) {
                        TrialResult result = known.results().get(trial.id());
                        if (result != null && !toRun.contains(trial)) {
                            boolean suspect = known.suspects().contains(trial.id());
                            outlet.meters().known(trial, result, suspect);
                        }
                    }
                    if (!outline.device().equals("cpu")) {
                        outlet.gpus().start();
                    }
                });
    }

    @Override
    public void started(PlannedTrial trial, int slot) {
        each(outlet -> outlet.meters().started(trial, slot));
    }

    @Override
    public void progressed(PlannedTrial trial, Progress progress) {
        each(outlet -> outlet.meters().progressed(trial, progress));
    }

    @Override
    public void timed(PlannedTrial trial, WorkTimes times) {
        of(trial, meters -> meters.timed(trial, times));
    }

    @Override
    public void cutOff(PlannedTrial trial, int slot, boolean again) {
        of(trial, meters -> meters.cutOff(trial, slot, again));
    }

    @Override
    public void memory(int slot, long bytes, long bound) {
        each(outlet -> outlet.meters().memory(slot, bytes, bound));
    }

    @Override
    public void ended(PlannedTrial trial, TrialResult result) {
        of(trial, meters -> meters.ended(trial, result));
    }

    @Override
    public void judged(PlannedTrial trial, boolean suspect) {
        each(outlet -> outlet.meters().judged(trial, suspect));
    }

    @Override
    public void finished(RunSummary summary) {
        each(outlet -> outlet.meters().finished(summary));
    }

    /** Publishes what is left and closes every publisher. */
    @Override
    public void close() {
        each(outlet -> withPatience(Executors.callable(outlet::close)));
        outlets.clear();
    }

    private void of(PlannedTrial trial, Consumer<RunMeters> work) {
        each(
                outlet -> {
                    outlet.publisher().recording(Optional.of(trial.id()));
                    work.accept(outlet.meters());
                    outlet.publisher().recording(Optional.empty());
                });
    }

    private void each(Consumer<Outlet> work) {
        for (Outlet outlet : List.copyOf(outlets)) {
            try {
                work.accept(outlet);
            } catch (RuntimeException | LinkageError e) {
                outlets.remove(outlet);
                left(outlet.name(), e);
                closeQuietly(outlet);
            }
        }
    }

    private void closeQuietly(Outlet outlet) {
        try {
            withPatience(Executors.callable(outlet::close));
        } catch (RuntimeException | LinkageError alreadySaid) {
            // Its first failure was said; what it does on the way out helps nobody.
        }
    }

    /** A receiver that does not answer must keep a run neither from its beginning nor its end. */
    private <T> T withPatience(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        thread.start();
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof LinkageError failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "it did not answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", e);
        }
    }

    private void left(String name, Throwable failure) {
        String why = failure.getMessage();
        notes.accept(
                "the publisher \""
                        + name
                        + "\" is left out: "
                        + (why == null ? failure.getClass().getSimpleName() : why));
    }
}
