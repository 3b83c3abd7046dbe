// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.Experimental;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.launch.Rerun;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plugin.PluginPlaces;
import org.seqmem.runtime.report.ExperimentRecord;
import org.seqmem.runtime.run.Experiment;
import org.seqmem.runtime.run.ExperimentFiles;
import org.seqmem.runtime.run.ExperimentRun;
import org.seqmem.runtime.run.ExperimentRuns;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.wiring.Wiring;

/**
 * Seqmem inside another program: a notebook, JShell, an application. Does what {@code seqmem run}
 * does, on the same runs directories, and prints nothing.
 *
 * <pre>{@code
 * Seqmem.Result result = Seqmem.launcher().workers(2).run(Path.of("first-look.conf"));
 * result.experiment().comparison().table(100).forEach(System.out::println);
 * }</pre>
 *
 * <p>Plugins are found on the class path and in the places named. Worker processes get the class
 * path of this process. Problems are {@link SeqmemException}s, whose messages are for people.
 */
@Experimental
public final class Seqmem {

    private Seqmem() {}

    /** Prepares a run: one worker process per core, into {@code runs} of the working directory. */
    public static Launcher launcher() {
        return new Launcher();
    }

    /**
     * How an experiment stands after a run.
     *
     * @param summary how many trials ended how, whichever run they ended in
     * @param experiment all its trials with their results, as the store has them. Curves such as
     *     the measured memory are left there: {@code Store.openForReading(runs).trial(id)}
     */
    public record Result(RunSummary summary, ExperimentRecord experiment) {}

    /**
     * Runs experiments, one at a time. Each method but {@link #stop} is for the thread that owns
     * the launcher.
     */
    public static final class Launcher {

        private static final String OFFLINE = "ai.djl.offline";

        private final List<String> overrides = new ArrayList<>();
        private final List<Path> plugins = new ArrayList<>();
        private final List<RunListener> listeners = new ArrayList<>();
        private final Set<Rerun> rerun = EnumSet.noneOf(Rerun.class);
        private final AtomicReference<@Nullable Turn> turn = new AtomicReference<>();
        private Path runs = Path.of("runs");
        private boolean failFast;

        private Launcher() {}

        /** Sets the place of store and trials; made if it is not there. */
        public Launcher runs(Path directory) {
            runs = directory;
            return this;
        }

        /** Adds a folder of plugins, or the jar of one. */
        public Launcher plugins(Path place) {
            plugins.add(place);
            return this;
        }

        /** Sets how many worker processes train at a time. */
        public Launcher workers(int count) {
            return set("launcher.workers", String.valueOf(count));
        }

        /**
         * Trains in this process, one trial after another, as debuggers want it. The engine's
         * native libraries are then loaded here, and no other code may record gradients with DJL
         * meanwhile.
         */
        public Launcher inProcess() {
            return set("launcher.in-process", "true");
        }

        /**
         * Replaces a value of the experiment, as {@code --set} does; later ones win.
         *
         * @param path for instance {@code experiment.training.steps}
         * @param value HOCON
         */
        public Launcher set(String path, String value) {
            overrides.add(path + "=" + value);
            return this;
        }

        /** Runs trials again although they have ended. */
        public Launcher rerun(Rerun kind) {
            rerun.add(kind);
            return this;
        }

        /** Stops at the first trial that fails. */
        public Launcher failFast() {
            failFast = true;
            return this;
        }

        /** Adds a listener. Listeners are told one after another, never by two threads at once. */
        public Launcher listener(RunListener listener) {
            listeners.add(listener);
            return this;
        }

        /**
         * Runs the experiment of a file: what has not ended yet, until it has, or until {@link
         * #stop}. A trial that fails does not stop the others.
         *
         * @param file HOCON in UTF-8
         * @throws SeqmemException NOT_FOUND if there is no such file; INVALID_CONFIG with all that
         *     is wrong with it, before anything is trained; STORE_UNAVAILABLE if another process
         *     writes to the runs directory, or it cannot be written to; DUPLICATE_PLUGIN or
         *     PLUGIN_NOT_LOADED for a plugin that cannot be used
         * @throws IllegalStateException if this launcher is running another experiment
         */
        public Result run(Path file) {
            return run(files -> files.read(file, overrides));
        }

        /**
         * Runs the experiment of a text, likewise. Files that it names are relative to the working
         * directory.
         *
         * @param text HOCON
         * @throws SeqmemException as for a file
         * @throws IllegalStateException if this launcher is running another experiment
         */
        public Result runText(String text) {
            return run(files -> files.parse(text, overrides));
        }

        /**
         * Asks running trials to write their checkpoints and end; the run then returns with what
         * there is, and running the same again goes on from there. From any thread, also from a
         * listener, and also while a run is being prepared. Does nothing while nothing runs.
         */
        public void stop() {
            Turn current = turn.get();
            if (current != null) {
                current.stop();
            }
        }

        private Result run(Function<ExperimentFiles, Experiment> source) {
            Turn own = new Turn();
            if (!turn.compareAndSet(null, own)) {
                throw new IllegalStateException("this launcher is running another experiment");
            }
            try {
                return run(source, own);
            } finally {
                turn.set(null);
            }
        }

        private Result run(Function<ExperimentFiles, Experiment> source, Turn own) {
            if (System.getProperty(OFFLINE) == null) {
                System.setProperty(OFFLINE, "true"); // else DJL calls home when it is first used
            }
            Wiring wiring = new Wiring(Console.nowhere(), PluginPlaces.with(plugins));
            Experiment experiment = source.apply(wiring.get(ExperimentFiles.class));
            ExperimentRuns experimentRuns = wiring.get(ExperimentRuns.class);
            try (Store store = experimentRuns.store(runs);
                    ExperimentRun run = experimentRuns.open(experiment, store, runs, listeners)) {
                own.opened(run);
                RunSummary summary = run.run(rerun, failFast);
                return new Result(
                        summary,
                        ExperimentRecord.read(
                                store, experiment.plan().name(), Optional.of(experiment.plan())));
            }
        }
    }

    /** From the call of a run to its return. */
    private static final class Turn {

        private boolean stopped;
        private @Nullable ExperimentRun run;

        synchronized void stop() {
            stopped = true;
            if (run != null) {
                run.stop();
            }
        }

        synchronized void opened(ExperimentRun opened) {
            run = opened;
            if (stopped) {
                run.stop(); // before it begins: it was asked to while it was being prepared
            }
        }
    }
}
