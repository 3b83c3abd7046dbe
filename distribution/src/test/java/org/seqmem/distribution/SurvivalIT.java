// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sweeps whose processes are killed at random moments, really and again and again. Three times in a
 * plain build, twenty times with {@code -Dseqmem.rounds=full}.
 */
@Tag("processes")
class SurvivalIT {

    private static final boolean FULL = "full".equals(System.getProperty("seqmem.rounds"));
    private static final int KILLS = FULL ? 20 : 3;

    /** Enough work for the kills: they must hit trials in the middle. */
    private static final String STEPS = "experiment.training.steps=" + (FULL ? 2000 : 300);

    /** What the issue of surviving asks of workers whose driver is gone. */
    private static final Duration WORKERS_ARE_GONE_WITHIN = Duration.ofSeconds(5);

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir private static Path directory;
    private static Installation installation;

    /** What the sweep comes to when nobody disturbs it. */
    private static Map<String, String> expected = Map.of();

    @BeforeAll
    static void runUndisturbed() throws Exception {
        installation = new Installation(directory);
        installation.write("storm.conf", Installation.resource("storm.conf"));
        Installation.Call call = run("calm").await();
        assertThat(call.status()).as(call.err()).isZero();
        expected = Results.withParametersAndCurves(directory.resolve("calm"));
    }

    private static Installation.Running run(String runs, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "storm.conf", "--workers", "2"));
        command.addAll(List.of("--runs", runs, "--set", STEPS));
        command.addAll(List.of(more));
        return installation.start(command.toArray(String[]::new));
    }

    @Test
    void workersKilledAtRandomMomentsChangeNothing() throws Exception {
        Random random = new Random(20);
        Installation.Running run = run("workers");
        int kills = 0;
        while (kills < KILLS) {
            Processes.await(
                    "there is a worker to kill, after " + kills + " kills",
                    PATIENCE,
                    () -> !run.process().isAlive() || !Processes.workers(run.handle()).isEmpty());
            // from its start to the middle of its work
            Processes.pause(random.nextInt(1500));
            List<ProcessHandle> workers = Processes.workers(run.handle());
            if (!workers.isEmpty()) {
                Processes.signal("KILL", workers.get(random.nextInt(workers.size())));
                kills++;
            }
            assertThat(run.process().isAlive())
                    .as("the sweep is over before its workers were killed often enough")
                    .isTrue();
        }
        Installation.Call call = run.await();

        assertThat(call.status()).as(call.err()).isZero();
        assertThat(call.out()).contains("8 completed, 0 diverged, 0 failed");
        assertThat(call.err()).contains("killed by signal 9");
        assertThat(Results.withParametersAndCurves(directory.resolve("workers")))
                .isEqualTo(expected);
    }

    @Test
    void driversKilledAtRandomMomentsChangeNothing() throws Exception {
        Random random = new Random(21);
        Path runs = directory.resolve("drivers");
        Map<String, String> ended = Map.of();
        int announced = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Installation.Running run = run("drivers");
            // from the start of the virtual machine to several trials later
            Processes.pause(500 + random.nextInt(FULL ? 6000 : 3000));
            List<ProcessHandle> workers = Processes.workers(run.handle());
            Processes.signal("KILL", run.handle());
            run.await();
            Processes.await(
                    "no worker is left behind",
                    WORKERS_ARE_GONE_WITHIN,
                    () -> workers.stream().noneMatch(ProcessHandle::isAlive));
            announced += announcements(run.out());

            Map<String, String> now = Results.ended(runs);
            assertThat(now)
                    .as("kill %d: what had ended stays as it was", kill)
                    .containsAllEntriesOf(ended);
            assertThat(now)
                    .as("kill %d: what was announced is there", kill)
                    .hasSizeGreaterThanOrEqualTo(announced);
            ended = now;
        }
        Installation.Call call = run("drivers").await();

        assertThat(call.status()).as(call.err()).isZero();
        assertThat(Results.ended(runs)).hasSize(8).containsAllEntriesOf(ended);
        assertThat(announced + announcements(call.out()))
                .as("no trial was announced twice")
                .isLessThanOrEqualTo(8);
        assertThat(Results.withParametersAndCurves(runs)).isEqualTo(expected);
        assertThat(leftovers(runs)).isEmpty();
    }

    /** Lines such as {@code 3/8 00:02 eta 00:03 rnn | exponential nmse 0.1}. */
    private static int announcements(String out) {
        return (int) out.lines().filter(line -> line.matches("\\s*\\d+/\\d+ .*")).count();
    }

    /** What only a process in the middle of its work has. */
    private static List<Path> leftovers(Path runs) throws IOException {
        List<Path> found = new ArrayList<>();
        try (var files = Files.walk(runs.resolve("trials"))) {
            files.filter(
                            file ->
                                    file.endsWith("lock")
                                            || file.endsWith("checkpoint")
                                            || file.toString().endsWith(".part"))
                    .forEach(found::add);
        }
        return found;
    }

    @Test
    void anInterruptedRunSaysHowToGoOnAndDoes() throws Exception {
        for (String signal : FULL ? List.of("INT", "TERM") : List.of("INT")) {
            Installation.Running run = run("storm" + signal);
            Processes.await("a trial has ended", PATIENCE, () -> announcements(run.out()) > 0);
            Processes.signal(signal, run.handle());
            Installation.Call call = run.await();
            assertThat(call.status()).as(signal).isEqualTo(1);
            assertThat(call.out() + call.err())
                    .contains("stopping: what runs writes its checkpoints")
                    .contains("in the middle")
                    .contains("The same command goes on:  seqmem run storm.conf");

            Installation.Call next = run("storm" + signal).await();
            assertThat(next.status()).as(next.err()).isZero();
            assertThat(Results.withParametersAndCurves(directory.resolve("storm" + signal)))
                    .isEqualTo(expected);
        }
    }

    @Test
    void aSecondInterruptLeavesAtOnceAndLosesNothingThatHadEnded() throws Exception {
        Installation.Running run = run("twice");
        Processes.await("a trial has ended", PATIENCE, () -> announcements(run.out()) > 0);
        List<ProcessHandle> workers = Processes.workers(run.handle());
        workers.forEach(worker -> freeze(worker)); // so that they cannot be quicker than the second
        Processes.signal("INT", run.handle());
        Processes.await(
                "the first is heard",
                PATIENCE,
                () -> run.out().contains("stopping") || errors(run).contains("stopping"));
        Processes.signal("INT", run.handle());
        assertThat(run.await().status()).isEqualTo(130);
        for (ProcessHandle worker : workers) {
            Processes.signal("CONT", worker);
        }
        Processes.await(
                "no worker is left behind",
                WORKERS_ARE_GONE_WITHIN,
                () -> workers.stream().noneMatch(ProcessHandle::isAlive));
        Map<String, String> ended = Results.ended(directory.resolve("twice"));
        assertThat(ended).isNotEmpty();

        Installation.Call next = run("twice").await();
        assertThat(next.status()).as(next.err()).isZero();
        assertThat(Results.ended(directory.resolve("twice")))
                .hasSize(8)
                .containsAllEntriesOf(ended);
    }

    private static void freeze(ProcessHandle worker) {
        try {
            Processes.signal("STOP", worker);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String errors(Installation.Running run) {
        try {
            return Files.readString(run.errFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "seqmem.rounds", matches = "full")
    void aWorkerThatIsToldToLeaveIsReplaced() throws Exception {
        Installation.Running run = run("told");
        Processes.await(
                "there are workers", PATIENCE, () -> Processes.workers(run.handle()).size() == 2);
        Processes.await("a trial has ended", PATIENCE, () -> announcements(run.out()) > 0);
        Processes.signal("TERM", Processes.workers(run.handle()).get(0));
        Installation.Call call = run.await();
        assertThat(call.status()).as(call.err()).isZero();
        assertThat(Results.withParametersAndCurves(directory.resolve("told"))).isEqualTo(expected);
    }

    @Test
    void aMetricThatComesLaterNeedsNoTraining() throws Exception {
        Path runs = directory.resolve("calm");
        String more = "experiment.metrics=[{use=mse},{use=nmse},{use=nmse-by-step}]";
        Installation.Call call = run("calm", "--set", more).await();

        assertThat(call.status()).as(call.err()).isZero();
        assertThat(call.out())
                .contains("Nothing to train")
                .contains("8 completed trials to be measured");
        Map<String, String> after = Results.withParametersAndCurves(runs);
        assertThat(after.keySet()).isEqualTo(expected.keySet());
        assertThat(after)
                .allSatisfy(
                        (key, value) -> {
                            if (key.contains(" ")) {
                                assertThat(value).as(key).isEqualTo(expected.get(key));
                            } else {
                                assertThat(value).as(key).contains("\"nmse-by-step");
                            }
                        });
        Installation.Call again = run("calm", "--set", more).await();
        assertThat(again.out()).contains("Nothing to train").doesNotContain("to be measured");
    }
}
