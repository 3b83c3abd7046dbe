// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;

class LocalLauncherTest {

    private static final List<Job> JOBS = List.of(job("a"), job("b"), job("c"));

    private final List<String> events = new ArrayList<>();

    private final LaunchListener listener =
            new LaunchListener() {
                @Override
                public void started(Job job, int slot) {
                    events.add("started " + job.id() + " in " + slot);
                }

                @Override
                public void ended(Job job) {
                    events.add("ended " + job.id());
                }
            };

    @Test
    void runsJobsInOrderOneAfterAnotherInTheDriversProcess() {
        Launcher launcher =
                new LocalLauncherPlugin()
                        .create(
                                new LocalConfig("4", "gpu:1", true),
                                (job, device, told, stop) ->
                                        events.add("ran " + job.id() + " on " + device));

        launcher.run(JOBS, listener);

        assertThat(events.subList(0, 6))
                .containsExactly(
                        "started a in 0",
                        "ran a on gpu:1",
                        "ended a",
                        "started b in 0",
                        "ran b on gpu:1",
                        "ended b");
        assertThat(events).hasSize(9);
        assertThat(launcher.slots()).isEqualTo(1);
        assertThat(launcher.device()).isEqualTo("gpu");
    }

    @Test
    void tellsTheRunningJobToStopAndBeginsNoOther() {
        Launcher[] launcher = new Launcher[1];
        launcher[0] =
                new LocalLauncherPlugin()
                        .create(
                                new LocalConfig("auto", "cpu", true),
                                (job, device, told, stop) -> {
                                    events.add("stop " + stop.getAsBoolean());
                                    launcher[0].stop();
                                    events.add("stop " + stop.getAsBoolean());
                                });

        launcher[0].run(JOBS, listener);

        assertThat(events).containsExactly("started a in 0", "stop false", "stop true", "ended a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "two", "2.5", "Auto"})
    void rejectsWorkersThatAreNeitherAutoNorANumber(String workers) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalConfig(workers, "auto", false))
                .withMessageContaining("must be auto or a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cuda", "gpu:", "gpu:-1", "gpu0", "cpu:1"})
    void rejectsDevicesItDoesNotKnow(String device) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalConfig("auto", device, false))
                .withMessageContaining("must be auto, cpu, gpu or gpu:N");
    }

    private static Job job(String id) {
        return new Job(id, Path.of(id), List.of(id));
    }
}
