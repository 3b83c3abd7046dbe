// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.NoConfig;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.LauncherPlugin;
import org.seqmem.testkit.FlawedLauncher.Flaw;

/** The kit passes a good launcher, and fails every bad one. */
class LauncherCompatibilityKitTest {

    private static final class Kit extends LauncherCompatibilityKit<NoConfig> {

        private final FlawedLauncher plugin;

        Kit(Flaw flaw) {
            this.plugin = new FlawedLauncher(flaw);
        }

        @Override
        protected LauncherPlugin<NoConfig> plugin() {
            return plugin;
        }

        @Override
        protected NoConfig example() {
            return new NoConfig();
        }
    }

    @ParameterizedTest
    @MethodSource("flaws")
    void failsAFlawedLauncher(
            Flaw flaw, BiConsumer<Kit, Path> check, String complaint, @TempDir Path folder) {
        assertThatThrownBy(() -> check.accept(new Kit(flaw), folder))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    static Stream<Arguments> flaws() {
        return Stream.of(
                flaw(Flaw.LEAVES_THE_LAST, Kit::runsEveryTrialOnceAndTellsOfIt, "[results]"),
                flaw(
                        Flaw.FORGETS_TO_SAY_WHEN_IT_STARTS,
                        Kit::runsEveryTrialOnceAndTellsOfIt,
                        "[first]"),
                flaw(Flaw.COUNTS_SLOTS_FROM_ONE, Kit::runsEveryTrialOnceAndTellsOfIt, "[slot]"),
                flaw(Flaw.GIVES_UP, Kit::goesOnAfterATrialThatFails, "[completed]"),
                flaw(
                        Flaw.RUNS_ON,
                        Kit::stopsWhenAskedAndLosesNothing,
                        "of more than there are slots"),
                flaw(
                        Flaw.PRINTS,
                        (kit, folder) -> kit.leavesStandardOutputAlone(),
                        "standard output"));
    }

    private static Arguments flaw(Flaw flaw, BiConsumer<Kit, Path> check, String complaint) {
        return arguments(flaw, check, complaint);
    }

    @Test
    void hasACheckForEveryFlaw() {
        assertThat(flaws().map(arguments -> arguments.get()[0]))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).toList());
    }

    @Test
    void passesAGoodLauncher(@TempDir Path folder) {
        Kit kit = new Kit(Flaw.NONE);

        assertThatCode(
                        () -> {
                            kit.runsEveryTrialOnceAndTellsOfIt(folder.resolve("runs"));
                            kit.goesOnAfterATrialThatFails(folder.resolve("fails"));
                            kit.stopsWhenAskedAndLosesNothing(folder.resolve("stops"));
                            kit.leavesStandardOutputAlone();
                        })
                .doesNotThrowAnyException();
    }

    @Test
    void noticesAListenerThatIsCalledByTwoThreads(@TempDir Path folder) {
        Job job = new Job("0123456789ab", folder, List.of("a job"), Job.Work.TRAIN);
        WatchedListener[] watched = new WatchedListener[1];
        LaunchListener told =
                new LaunchListener() {
                    @Override
                    public void noted(Job of, String sentence) {
                        Thread other = new Thread(() -> watched[0].ended(of));
                        other.start();
                        try {
                            other.join();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                    }
                };
        watched[0] = new WatchedListener(told);

        watched[0].started(job, 0);
        assertThat(watched[0].complaints()).isEmpty();
        watched[0].noted(job, "something");
        assertThat(watched[0].complaints()).containsExactly("ended");
    }
}
