// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.seqmem.api.Use;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.publish.Publisher;
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
 * out from then on: no training stops for it, and the others go on. Each has meters of its own,
 * since an exception out of a composite registry would not say whose it is.
 */
public final class PublishedMeters implements RunListener, AutoCloseable {

    private final List<Outlet> outlets = new ArrayList<>();
    private final Consumer<String> notes;

    private record Outlet(String name, Publisher publisher, RunMeters meters) {}

    /**
     * Starts the publishers.
     *
     * @param publishers what to start
     * @param clock what says when a trial succeeded
     * @param notes told in a sentence of a publisher that fails
     */
    public PublishedMeters(
            List<Use<PublisherPlugin<?>>> publishers, Clock clock, Consumer<String> notes) {
        this.notes = notes;
        for (Use<PublisherPlugin<?>> use : publishers) {
            try {
                Publisher publisher = PublisherPlugin.open(use);
                outlets.add(
                        new Outlet(
                                use.name(), publisher, new RunMeters(publisher.registry(), clock)));
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
        each(outlet -> outlet.meters().begun(outline));
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
    public void ended(PlannedTrial trial, TrialResult result) {
        each(outlet -> outlet.meters().ended(trial, result));
    }

    @Override
    public void finished(RunSummary summary) {
        each(outlet -> outlet.meters().finished(summary));
    }

    /** Publishes what is left and closes every publisher. */
    @Override
    public void close() {
        each(outlet -> outlet.publisher().close());
        outlets.clear();
    }

    private void each(Consumer<Outlet> work) {
        for (Outlet outlet : List.copyOf(outlets)) {
            try {
                work.accept(outlet);
            } catch (RuntimeException | LinkageError e) {
                outlets.remove(outlet);
                left(outlet.name(), e);
                closeQuietly(outlet.publisher());
            }
        }
    }

    private static void closeQuietly(Publisher publisher) {
        try {
            publisher.close();
        } catch (RuntimeException | LinkageError alreadySaid) {
            // Its first failure was said; what it does on the way out helps nobody.
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
