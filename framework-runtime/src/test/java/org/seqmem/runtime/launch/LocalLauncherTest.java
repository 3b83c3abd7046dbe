// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.LaunchListener;
import org.seqmem.api.launch.Launcher;
import org.seqmem.api.launch.LauncherContext;

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
                                config("4", "gpu:1", true),
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
                                config("auto", "cpu", true),
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
                .isThrownBy(() -> config(workers, "auto", false))
                .withMessageContaining("must be auto or a number");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "cuda", "gpu:", "gpu:-1", "gpu0", "cpu:1"})
    void rejectsDevicesItDoesNotKnow(String device) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> config("auto", device, false))
                .withMessageContaining("must be auto, cpu, gpu or gpu:N");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0g", "4", "4 GB", "-1g", "1.5g"})
    void rejectsAmountsOfMemoryThatTheVirtualMachineWouldNotTake(String amount) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new LocalConfig("1", "cpu", false, 3, Duration.ZERO, amount, "auto"))
                .withMessageContaining("heap")
                .withMessageContaining("such as 2g");
    }

    @Test
    void givesEachGpuAWorkerThatSeesNoOther(@TempDir Path directory) {
        List<Map<String, String>> environments = new ArrayList<>();
        LocalMachine machine = new LocalMachine(2, 1L << 34, List.of("3", "5"));
        LocalLauncher launcher =
                new LocalLauncher(
                        config("auto", "gpu", false),
                        (job, device, told, stop) -> {},
                        machine,
                        (brief, environment, log) -> {
                            environments.add(environment);
                            throw new SeqmemException(ErrorCode.ENGINE_UNAVAILABLE, "none here");
                        });

        List<Job> jobs = List.of(new Job("a", directory, List.of("a"), Job.Work.TRAIN));

        assertThat(launcher.slots()).isEqualTo(2);
        assertThatThrownBy(() -> launcher.run(jobs, listener)).hasMessage("none here");
        assertThat(environments).containsOnly(Map.of("CUDA_VISIBLE_DEVICES", "3"));
    }

    @ParameterizedTest
    @CsvSource({"16777216, 1, true", "16777217, 1, false", "16777216, 2, true", "-1, 2, false"})
    void tellsAWorkerWhetherItsShareOfTheWorkIsBrief(
            long steps, String workers, boolean brief, @TempDir Path directory) {
        List<Boolean> told = new ArrayList<>();
        LauncherContext context =
                new LauncherContext() {
                    @Override
                    public void runHere(
                            Job job, String device, LaunchListener to, BooleanSupplier stop) {
                        throw new AssertionError("in a worker process");
                    }

                    @Override
                    public OptionalLong trainedSteps(int slots) {
                        assertThat(slots).hasToString(workers);
                        return steps < 0 ? OptionalLong.empty() : OptionalLong.of(steps);
                    }
                };
        LocalLauncher launcher =
                new LocalLauncher(
                        config(workers, "cpu", false),
                        context,
                        new LocalMachine(2, 1L << 34, List.of()),
                        (isBrief, environment, log) -> {
                            told.add(isBrief);
                            throw new SeqmemException(ErrorCode.ENGINE_UNAVAILABLE, "none here");
                        });
        List<Job> jobs = List.of(new Job("a", directory, List.of("a"), Job.Work.TRAIN));

        assertThatThrownBy(() -> launcher.run(jobs, listener)).hasMessage("none here");

        assertThat(told).containsOnly(brief);
    }

    @Test
    void countsGpusOnlyForALibraryThatCanUseThem(@TempDir Path drivers) throws IOException {
        Files.createDirectory(drivers.resolve("0000:01:00.0"));
        Files.createDirectory(drivers.resolve("0000:02:00.0"));

        assertThat(LocalMachine.gpus(Map.of(), drivers)).isEmpty();
        Map<String, String> own = Map.of("PYTORCH_LIBRARY_PATH", "/opt/libtorch");
        assertThat(LocalMachine.gpus(own, drivers)).containsExactly("0", "1");
        assertThat(LocalMachine.gpus(own, drivers.resolve("none"))).isEmpty();
        Map<String, String> chosen = new HashMap<>(own);
        chosen.put("CUDA_VISIBLE_DEVICES", "1");
        assertThat(LocalMachine.gpus(chosen, drivers)).containsExactly("1");
    }

    private static LocalConfig config(String workers, String device, boolean inProcess) {
        return new LocalConfig(workers, device, inProcess, 3, Duration.ofMinutes(10), "1g", "auto");
    }

    private static Job job(String id) {
        return new Job(id, Path.of(id), List.of(id), Job.Work.TRAIN);
    }
}
