// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.runtime.launch.RunSummary;
import org.seqmem.runtime.plan.PlannedTrial;
import org.seqmem.runtime.trial.Outcome;
import org.seqmem.runtime.trial.TrialDirectory;

/**
 * What every launcher must keep, on three trials of the smallest model that there is.
 *
 * @param <C> the plugin's configuration
 */
public abstract class LauncherCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<LauncherPlugin<?>> {

    private static final int TRIALS = 3;

    @Override
    protected abstract LauncherPlugin<C> plugin();

    /** A configuration that runs trials here and now. */
    protected abstract C example();

    @Test
    final void runsEveryTrialOnceAndTellsOfIt(@TempDir Path runs) {
        RunEvents events = kit().run(runs);
        RunEvent.Begun begun = events.of(RunEvent.Begun.class).get(0);
        assertThat(begun.outline().slots()).as("slots").isPositive();
        assertThat(begun.outline().device()).as("device").isNotBlank();
        assertThat(events.results())
                .as("results")
                .hasSize(TRIALS)
                .allSatisfy(
                        result ->
                                assertThat(result.outcome())
                                        .as("outcome: %s", result.message().orElse(""))
                                        .isEqualTo(Outcome.COMPLETED));
        for (PlannedTrial trial : begun.outline().plan().trials()) {
            List<RunEvent> own =
                    events.ofTrial(trial.id()).stream()
                            .filter(event -> !(event instanceof RunEvent.Judged))
                            .toList();
            assertThat(own).as("events of a trial").hasSizeGreaterThanOrEqualTo(2);
            assertThat(own.get(0)).as("first").isInstanceOf(RunEvent.Started.class);
            assertThat(((RunEvent.Started) own.get(0)).slot())
                    .as("slot")
                    .isBetween(0, begun.outline().slots() - 1);
            assertThat(own.get(own.size() - 1)).as("last").isInstanceOf(RunEvent.Ended.class);
            assertThat(own.subList(1, own.size() - 1))
                    .as("between start and end")
                    .allMatch(
                            event ->
                                    event instanceof RunEvent.Progressed
                                            || event instanceof RunEvent.CutOff);
        }
        assertThat(events.summary().allCompleted()).as("whether all are completed").isTrue();
    }

    @Test
    final void goesOnAfterATrialThatFails(@TempDir Path runs) {
        RunEvents events = kit(Trouble.FIRST_JOB_IS_GONE).run(runs);
        RunSummary summary = events.summary();
        assertThat(summary.failed()).as("failed").isEqualTo(1);
        assertThat(summary.completed()).as("completed").isEqualTo(TRIALS - 1);
        assertThat(events.results()).as("results").hasSize(TRIALS);
    }

    @Test
    final void stopsWhenAskedAndLosesNothing(@TempDir Path runs) {
        RunEvents stopped = kit().stopAt(event -> event instanceof RunEvent.Ended).run(runs);
        int completed = stopped.summary().completed();
        assertThat(completed).as("completed before it was stopped").isPositive();
        if (stopped.of(RunEvent.Begun.class).get(0).outline().slots() < TRIALS) {
            assertThat(completed).as("completed, of more than there are slots").isLessThan(TRIALS);
        }
        RunEvents rest = kit().run(runs);
        assertThat(rest.summary().allCompleted()).as("whether all are completed").isTrue();
        assertThat(rest.results())
                .as("results of the second run")
                .hasSize(TRIALS - completed)
                .allMatch(result -> result.outcome() == Outcome.COMPLETED);
    }

    @Override
    final void use() {
        Launcher launcher = plugin().create(example(), (job, device, listener, stop) -> {});
        launcher.slots();
        launcher.device();
        launcher.run(List.of(), new LaunchListener() {});
    }

    private enum Trouble {
        NONE,
        FIRST_JOB_IS_GONE
    }

    private LauncherTestKit kit() {
        return kit(Trouble.NONE);
    }

    private LauncherTestKit kit(Trouble trouble) {
        return LauncherTestKit.ofTaskAndModel("{ use = testkit-echo }", "{ use = testkit-taps }")
                .set("experiment.seeds", "[1, 2, 3]")
                .on(context -> new Watched(plugin().create(example(), context), trouble));
    }

    /** A launcher that is held to how it calls its listener. */
    private record Watched(Launcher launcher, Trouble trouble) implements Launcher {

        @Override
        public int slots() {
            return launcher.slots();
        }

        @Override
        public String device() {
            return launcher.device();
        }

        @Override
        public void run(List<Job> jobs, LaunchListener listener) {
            if (trouble == Trouble.FIRST_JOB_IS_GONE) {
                try {
                    Files.delete(jobs.get(0).directory().resolve(TrialDirectory.TRIAL));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            WatchedListener watched = new WatchedListener(listener);
            launcher.run(jobs, watched);
            assertThat(watched.complaints()).as("calls of the listener by two threads").isEmpty();
        }

        @Override
        public void stop() {
            launcher.stop();
        }
    }
}
