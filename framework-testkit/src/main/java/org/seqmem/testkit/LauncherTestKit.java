// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.seqmem.api.launch.LaunchListener.Progress;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.RunSettings;
import org.seqmem.runtime.launch.ExperimentRunner;
import org.seqmem.runtime.launch.LocalConfig;
import org.seqmem.runtime.launch.LocalLauncherPlugin;
import org.seqmem.runtime.launch.PlannedTrialWriter;
import org.seqmem.runtime.launch.RunListener;
import org.seqmem.runtime.launch.RunOptions;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.plugin.PluginPlaces;
import org.seqmem.runtime.provenance.Provenances;
import org.seqmem.runtime.run.Experiment;
import org.seqmem.runtime.run.ExperimentFiles;
import org.seqmem.runtime.store.Store;
import org.seqmem.runtime.trial.TrialResult;
import org.seqmem.runtime.wiring.Wiring;

/**
 * Runs a small experiment with the plugins of the class path and tells what happened, event by
 * event:
 *
 * <pre>{@code
 * RunEvents events =
 *         LauncherTestKit.ofTaskAndModel("{ use = testkit-echo }", "{ use = my-model }")
 *                 .set("experiment.training.steps", "50")
 *                 .run(folder);
 * assertThat(events.results()).extracting(TrialResult::outcome).containsOnly(Outcome.COMPLETED);
 * }</pre>
 *
 * <p>Trials run in this process, one after another, unless another launcher is named; the engine
 * allows no two trainings in one process, so such tests may not run in parallel. A run in a folder
 * where there was one before goes on where that was.
 */
public final class LauncherTestKit {

    /** In this process, on the CPU; the rest is of no concern there. */
    private static final LocalConfig HERE =
            new LocalConfig("auto", "cpu", true, 1, Duration.ZERO, "1g", "auto");

    private final String experiment;
    private final List<String> settings;
    private final BiFunction<LauncherContext, RunSettings, Launcher> launcher;
    private final Predicate<RunEvent> stop;

    private LauncherTestKit(
            String experiment,
            List<String> settings,
            BiFunction<LauncherContext, RunSettings, Launcher> launcher,
            Predicate<RunEvent> stop) {
        this.experiment = experiment;
        this.settings = List.copyOf(settings);
        this.launcher = launcher;
        this.stop = stop;
    }

    /**
     * An experiment.
     *
     * @param text as a file has it
     */
    public static LauncherTestKit of(String text) {
        return new LauncherTestKit(
                text,
                List.of(),
                (context, ignored) -> new LocalLauncherPlugin().create(HERE, context),
                event -> false);
    }

    /**
     * A model on a task, trained for 20 steps of 4 sequences, without metrics and references.
     *
     * @param task a block, {@code { use = testkit-echo }} for the smallest there is
     * @param model a block, {@code { use = testkit-taps }} for the smallest there is
     */
    public static LauncherTestKit ofTaskAndModel(String task, String model) {
        return of(
                """
                experiment {
                  name = testkit
                  task = %s
                  model = %s
                  training { steps = 20, batch-size = 4, validate-every = 10 }
                  metrics = []
                  references = []
                }
                """
                        .formatted(task, model));
    }

    /** The same with a setting, as {@code --set} takes it. */
    public LauncherTestKit set(String path, String value) {
        List<String> more = new ArrayList<>(settings);
        more.add(path + "=" + value);
        return new LauncherTestKit(experiment, more, launcher, stop);
    }

    /** The same on another launcher. */
    public <C extends Record> LauncherTestKit on(LauncherPlugin<C> plugin, C config) {
        return on(context -> plugin.create(config, context));
    }

    /** The same on the launcher that the experiment itself names. */
    public LauncherTestKit onItsOwnLauncher() {
        return new LauncherTestKit(
                experiment,
                settings,
                (context, own) -> LauncherPlugin.open(own.launcher(), context),
                stop);
    }

    LauncherTestKit on(Function<LauncherContext, Launcher> other) {
        return new LauncherTestKit(
                experiment, settings, (context, ignored) -> other.apply(context), stop);
    }

    /** The same, stopped as by an interrupt when an event of a kind has happened. */
    public LauncherTestKit stopAt(Predicate<RunEvent> moment) {
        return new LauncherTestKit(experiment, settings, launcher, moment);
    }

    /**
     * Runs the experiment.
     *
     * @param runs the runs directory, for instance a {@code @TempDir}
     * @throws org.seqmem.api.SeqmemException with all problems of the experiment, if it has any
     */
    public RunEvents run(Path runs) {
        Wiring wiring = new Wiring(silence(), PluginPlaces.NONE);
        Experiment read = wiring.get(ExperimentFiles.class).read(write(runs), settings);
        RunSettings own = read.settings();
        RunOptions options =
                new RunOptions(
                        RunOptions.DEFAULT.rerun(), RunOptions.DEFAULT.failFast(), own.run());
        Launcher made = launcher.apply(wiring.get(LauncherContext.class), own);
        Recorder recorder = new Recorder(made, stop);
        Clock clock = Clock.systemUTC();
        try (Store store = Store.openForWriting(runs, clock)) {
            PlannedTrialWriter writer = new PlannedTrialWriter(wiring.get(Provenances.class));
            new ExperimentRunner(store, runs, writer, clock)
                    .run(read.plan(), read.content(), made, options, recorder);
        }
        return new RunEvents(recorder.events);
    }

    private Path write(Path runs) {
        try {
            Files.createDirectories(runs);
            return Files.writeString(runs.resolve("testkit.conf"), experiment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Console silence() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return new Console(nowhere, nowhere, false, false, 120);
    }

    /** Writes down what it is told of. */
    private static final class Recorder implements RunListener {

        private final List<RunEvent> events = new ArrayList<>();
        private final Launcher launcher;
        private final Predicate<RunEvent> stop;

        Recorder(Launcher launcher, Predicate<RunEvent> stop) {
            this.launcher = launcher;
            this.stop = stop;
        }

        private void add(RunEvent event) {
            events.add(event);
            if (stop.test(event)) {
                launcher.stop();
            }
        }

        @Override
        public void begun(RunOutline outline) {
            add(new RunEvent.Begun(outline));
        }

        @Override
        public void started(PlannedTrial trial, int slot) {
            add(new RunEvent.Started(trial, slot));
        }

        @Override
        public void progressed(PlannedTrial trial, Progress progress) {
            add(new RunEvent.Progressed(trial, progress));
        }

        @Override
        public void cutOff(PlannedTrial trial, int slot, boolean again) {
            add(new RunEvent.CutOff(trial, slot, again));
        }

        @Override
        public void ended(PlannedTrial trial, TrialResult result) {
            add(new RunEvent.Ended(trial, result));
        }

        @Override
        public void measured(PlannedTrial trial, TrialResult result) {
            add(new RunEvent.Measured(trial, result));
        }

        @Override
        public void judged(PlannedTrial trial, boolean suspect) {
            add(new RunEvent.Judged(trial, suspect));
        }

        @Override
        public void noted(String sentence) {
            add(new RunEvent.Noted(sentence));
        }

        @Override
        public void finished(RunSummary summary) {
            add(new RunEvent.Finished(summary));
        }
    }
}
