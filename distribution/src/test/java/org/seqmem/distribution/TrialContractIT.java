// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials that are run from outside, as docs/trial-contract.md says. */
class TrialContractIT {

    private static final Path CONTRACT = Path.of("..", "docs", "trial-contract.md");

    private static final int FAILS_AGAIN = 42;
    private static final int TRY_AGAIN = 75;

    /** Long enough to be stopped in the middle, short enough to be run to the end. */
    private static final String LONG = "experiment.training.steps=4000";

    @TempDir private Path directory;
    private Installation installation;

    @BeforeEach
    void unpack() throws IOException {
        installation = new Installation(directory);
        installation.write("tiny.conf", Installation.resource("tiny.conf"));
    }

    @Test
    void theSlurmScriptOfTheContractRunsAPlanThatIsThenOnlyCompared() throws Exception {
        Installation.Call plan = installation.seqmem("plan", "tiny.conf", "--write-specs", "specs");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.status()).isZero();
        List<String> ids = Files.readAllLines(directory.resolve("specs/trials.txt"));
        assertThat(ids).hasSize(4);
        Path script = installation.write("trials.sbatch", block("bash"));
        for (int task = 1; task <= ids.size(); task++) {
            assertThat(slurm(script, task)).as("array task %s", task).isZero();
        }
        for (String id : ids) {
            assertThat(directory.resolve("out/" + id))
                    .isDirectoryContaining("glob:**/result.json")
                    .isDirectoryContaining("glob:**/model.safetensors");
        }
        assertThat(Files.readString(directory.resolve("out/" + ids.get(0) + "/trial.json")))
                .containsPattern("\"commit\" : \"([0-9a-f]{40,}(-dirty)?|unknown)\"")
                .containsPattern("\"started\" : \"20[^\"]*Z\"")
                .containsPattern("\"ended\" : \"20[^\"]*Z\"")
                .contains("\"natives\" : \"PyTorch 2.7.1 (")
                .contains("\"threads\" : 1")
                .containsPattern("\"cpu\" : \"[^\"]+\"");

        Installation.Call taken = installation.seqmem("import", "out");
        assertThat(taken.err()).isEmpty();
        assertThat(taken.status()).isZero();
        assertThat(taken.out()).contains("4 trials taken, 0 known before, 0 not ended, 0 refused");
        Installation.Call run = installation.seqmem("run", "tiny.conf");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Nothing to train").contains("exponential rate=0.1");

        Path result = directory.resolve("out/" + ids.get(0) + "/result.json");
        Object before = Files.getLastModifiedTime(result);
        assertThat(slurm(script, 1)).isZero();
        assertThat(Files.getLastModifiedTime(result)).isEqualTo(before);
        plainPythonReadsTheParameters(ids.get(0));
    }

    @Test
    void sigtermLeavesWith75AndTheSameCommandEndsTheTrial() throws Exception {
        String id = specs("--set", LONG).get(0);
        Process process = installation.start(Map.of(), trial(id));
        Path curve = directory.resolve("out/" + id + "/curve.jsonl");
        while (process.isAlive() && (!Files.exists(curve) || Files.size(curve) == 0)) {
            process.waitFor(20, TimeUnit.MILLISECONDS);
        }

        process.destroy(); // SIGTERM

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(TRY_AGAIN);
        assertThat(directory.resolve("out/" + id + "/result.json")).doesNotExist();
        assertThat(installation.seqmem("import", "out").out()).contains("1 not ended");

        Installation.Call again = installation.seqmem(trial(id));
        assertThat(again.status()).as(again.err()).isZero();
        assertThat(again.out()).contains("completed");
        assertThat(directory.resolve("out/" + id + "/result.json"))
                .content()
                .contains("\"outcome\" : \"COMPLETED\"")
                .contains("\"steps\" : 4000");
    }

    @Test
    void whatWillFailAgainLeavesWith42AndWhatMayPassWith75() throws Exception {
        List<String> ids = specs();
        String spec = Files.readString(directory.resolve("specs/" + ids.get(0) + ".json"));

        installation.write("broken.json", spec.substring(0, spec.length() / 2));
        assertThat(
                        installation
                                .seqmem(
                                        "trial",
                                        "run",
                                        "--spec",
                                        "broken.json",
                                        "--out",
                                        "out/broken")
                                .status())
                .isEqualTo(FAILS_AGAIN);
        assertSentence(FAILS_AGAIN, "not a whole trial", "broken.json", "out/broken");
        installation.write("changed.json", spec.replace("\"seed\" : 1", "\"seed\" : 2"));
        assertSentence(FAILS_AGAIN, "its content is that of trial", "changed.json", "out/changed");
        assertSentence(FAILS_AGAIN, "no such file", "missing.json", "out/missing");
        assertThat(directory.resolve("out")).doesNotExist();

        Path other = Files.createDirectories(directory.resolve("out/other"));
        Files.copy(directory.resolve("specs/" + ids.get(1) + ".json"), other.resolve("trial.json"));
        assertSentence(FAILS_AGAIN, "another trial", "specs/" + ids.get(0) + ".json", "out/other");

        installation.write("file", "");
        assertSentence(
                TRY_AGAIN, "cannot be written to", "specs/" + ids.get(0) + ".json", "file/out");
    }

    @Test
    void runningOutOfMemoryLeavesWith75AndWithoutAResult() throws Exception {
        String id = specs("--set", "experiment.task.train-size=2000000").get(0);
        Process process = installation.start(Map.of("SEQMEM_JAVA_OPTS", "-Xmx64m"), trial(id));

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

        assertThat(process.exitValue()).isEqualTo(TRY_AGAIN);
        assertThat(directory.resolve("out/" + id + "/result.json")).doesNotExist();
        assertThat(directory.resolve("out/" + id + "/log.txt")).content().contains("OutOfMemory");
    }

    @Test
    void reproducesTrialsAndTellsWhatHasChangedThenRemovesThem() throws Exception {
        installation.write(
                "one.conf",
                """
                experiment {
                  name = one
                  task {
                    use = linear-functional, sequence-length = 16, data = fixed, train-size = 64
                    validation-size = 16, test-size = 32, memory { use = exponential }
                  }
                  model { use = rnn, hidden-size = 4 }
                  training { steps = 20, batch-size = 8, validate-every = 10 }
                }
                """);
        assertThat(installation.seqmem("run", "one.conf").status()).isZero();
        Path trial = onlyTrial();
        String id = String.valueOf(trial.getFileName());

        Installation.Call same = installation.seqmem("reproduce", id.substring(0, 6));
        assertThat(same.err()).isEmpty();
        assertThat(same.status()).isZero();
        assertThat(same.out())
                .contains("bit-identical")
                .contains("environment: nothing has changed");

        edit(trial.resolve("result.json"), "\"nmse\" : ([0-9.]+)", 1 + 1e-6);
        String record = Files.readString(trial.resolve("trial.json"));
        int executions = record.indexOf("\"executions\"");
        Files.writeString(
                trial.resolve("trial.json"),
                record.substring(0, executions)
                        + record.substring(executions)
                                .replaceFirst("\"cpu\" : \"[^\"]*\"", "\"cpu\" : \"Abacus\""));
        Installation.Call near = installation.seqmem("reproduce", id);
        assertThat(near.status()).isZero();
        assertThat(near.out())
                .contains("equal within tolerance: the largest relative difference is 1.0e-06")
                .contains("(nmse), allowed are 1.0e-03")
                .containsPattern("cpu +Abacus +->");
        if ("full".equals(System.getProperty("seqmem.rounds"))) {
            Installation.Call far = installation.seqmem("reproduce", id, "--tolerance", "1e-7");
            assertThat(far.status()).isEqualTo(1);
            assertThat(far.out()).contains("different");
        }

        String runs = "--runs=" + directory.resolve("runs");
        Installation.Call asked = Installation.inThisProcess("rm", "one", runs);
        assertThat(asked.status()).isEqualTo(2);
        assertThat(asked.err())
                .contains("would remove 1 experiment with 1 trial")
                .contains("--yes");
        assertThat(trial).exists();
        assertThat(Installation.inThisProcess("rm", "one", "--yes", runs).out())
                .contains("removed 1 experiment with 1 trial");
        assertThat(trial).doesNotExist();
    }

    @Test
    void collectsTrialsThatNobodyHasAndWhatWasNeverFinished() throws Exception {
        List<String> ids = specs("--set", "run.trial.keep-parameters=false");
        assertThat(installation.seqmem(trial(ids.get(0))).status()).isZero();
        assertThat(directory.resolve("out/" + ids.get(0) + "/model.safetensors")).doesNotExist();
        assertThat(installation.seqmem("import", "out").status()).isZero();
        Path place = directory.resolve("runs/trials/" + ids.get(0).substring(0, 2));
        assertThat(place.resolve(ids.get(0))).isDirectory();

        String runs = "--runs=" + directory.resolve("runs");
        Installation.Call shown = Installation.inThisProcess("gc", "--dry-run", runs);
        assertThat(shown.out()).contains("trial " + ids.get(0)).contains("would remove 1 trial");
        assertThat(place.resolve(ids.get(0))).isDirectory();
        Installation.Call done = Installation.inThisProcess("gc", runs);
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).contains("removed 1 trial and 0 leftover files").contains("freed");
        assertThat(place.resolve(ids.get(0))).doesNotExist();
    }

    private void plainPythonReadsTheParameters(String id) throws Exception {
        String python = Programs.require("python3");
        Path reader = installation.write("read.py", block("python"));
        Path printed = directory.resolve("printed.txt");

        Process process =
                new ProcessBuilder(
                                python,
                                reader.toString(),
                                directory.resolve("out/" + id + "/model.safetensors").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(printed.toFile())
                        .start();

        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(printed)).isZero();
        long numbers = 0;
        for (String line : Files.readAllLines(printed)) {
            Matcher array =
                    Pattern.compile("\\S+ \\[[0-9, ]*] (\\d+) (-?[0-9.e+-]+)").matcher(line);
            assertThat(array.matches()).as(line).isTrue();
            assertThat(Double.parseDouble(array.group(2))).isFinite();
            numbers += Long.parseLong(array.group(1));
        }
        assertThat(Files.readString(directory.resolve("out/" + id + "/result.json")))
                .contains("\"parameters\" : " + numbers);
    }

    /** Writes the specifications of the experiment, and returns the ids in their order. */
    private List<String> specs(String... options) throws Exception {
        Path specs = directory.resolve("specs");
        List<String> command = new ArrayList<>();
        command.addAll(List.of("plan", directory.resolve("tiny.conf").toString()));
        command.addAll(List.of("--write-specs", specs.toString()));
        command.addAll(List.of(options));
        Installation.Call plan = Installation.inThisProcess(command.toArray(String[]::new));
        assertThat(plan.err()).isEmpty();
        assertThat(plan.status()).isZero();
        return Files.readAllLines(specs.resolve("trials.txt"));
    }

    private static String[] trial(String id) {
        return new String[] {
            "trial", "run", "--spec", "specs/" + id + ".json", "--out", "out/" + id
        };
    }

    private void assertSentence(int status, String words, String spec, String out)
            throws Exception {
        Installation.Call call =
                Installation.inThisProcess(
                        "trial",
                        "run",
                        "--spec",
                        directory.resolve(spec).toString(),
                        "--out",
                        directory.resolve(out).toString());
        assertThat(call.status()).as(call.err()).isEqualTo(status);
        assertThat(call.err()).contains(words).doesNotContain("\tat ");
    }

    /** Runs an array task as Slurm would, with srun and scontrol of our own. */
    private int slurm(Path script, int task) throws Exception {
        Path programs = Files.createDirectories(directory.resolve("programs"));
        program(programs.resolve("srun"), "exec \"$@\"");
        program(programs.resolve("scontrol"), "exit 1"); // nothing here is to be requeued
        program(
                programs.resolve("seqmem"),
                "exec '" + installation.home().resolve("bin/seqmem") + "' \"$@\"");
        ProcessBuilder builder =
                new ProcessBuilder("bash", script.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("slurm-" + task + ".out").toFile());
        builder.environment().put("SLURM_ARRAY_TASK_ID", String.valueOf(task));
        builder.environment().put("SLURM_ARRAY_JOB_ID", "7");
        builder.environment().merge("PATH", "", (path, none) -> programs + ":" + path);
        Process process = builder.start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private static void program(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** The one block of the contract in a language. */
    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(CONTRACT));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    private Path onlyTrial() throws IOException {
        try (var files = Files.walk(directory.resolve("runs/trials"), 2)) {
            List<Path> trials = files.toList();
            return trials.get(trials.size() - 1);
        }
    }

    private static void edit(Path file, String number, double factor) throws IOException {
        String text = Files.readString(file);
        Matcher matcher = Pattern.compile(number).matcher(text);
        assertThat(matcher.find()).isTrue();
        double changed = Double.parseDouble(matcher.group(1)) * factor;
        Files.writeString(
                file,
                text.substring(0, matcher.start(1)) + changed + text.substring(matcher.end(1)));
    }
}
