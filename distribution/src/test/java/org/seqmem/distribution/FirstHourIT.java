// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a new user meets it. */
class FirstHourIT {

    @TempDir private Path directory;
    private Installation installation;

    @BeforeEach
    void unpack() throws IOException {
        installation = new Installation(directory);
        installation.write("tiny.conf", Installation.resource("tiny.conf"));
    }

    @Test
    void startsFromAnArchiveOfItsClasses() throws Exception {
        assertThat(installation.seqmem("--version").err()).isEmpty();

        assertThat(installation.home().resolve("cache"))
                .isDirectoryContaining(
                        file -> file.toString().endsWith(".jsa") && file.toFile().length() > 0);
        // with this option Java does not start at all if it cannot use the archive
        Process strict =
                installation.start(Map.of("SEQMEM_JAVA_OPTS", "-Xshare:on"), "plugins", "list");
        assertThat(strict.waitFor()).isZero();
    }

    @Test
    void trainsOnceKeepsTheResultAndTrainsNothingTheSecondTime() throws Exception {
        Installation.Call first =
                installation.seqmem("run", "tiny.conf", "--set", "publishers=[{use = logging}]");
        assertThat(first.err().lines())
                .singleElement() // the run is shorter than the time between two lines
                .asString()
                .contains("tiny: 4 completed, 0 diverged, 0 failed, 0 running, 0 queued; ");
        assertThat(first.status()).isZero();
        assertThat(first.out())
                .contains("4 trials = 2 tasks x 2 models x 1 seed")
                .contains("4 completed, 0 diverged, 0 failed")
                .contains("exponential rate=0.1")
                .contains("report   " + Path.of("runs", "tiny", "report.html"));
        assertThat(directory.resolve("runs/seqmem.db")).isRegularFile();
        assertThat(directory.resolve("runs/tiny/report.html"))
                .content()
                .contains("All 4 completed; one seed only");

        Installation.Call second = installation.seqmem("run", "tiny.conf");
        assertThat(second.err()).isEmpty();
        assertThat(second.status()).isZero();
        assertThat(second.out()).contains("Nothing to train");

        Installation.Call trials = installation.seqmem("trials", "tiny");
        assertThat(trials.err()).isEmpty();
        assertThat(trials.out()).contains("completed");
        String id = Results.of(directory.resolve("runs")).keySet().iterator().next();
        Installation.Call show = installation.seqmem("show", id.substring(0, 6));
        assertThat(show.err()).isEmpty();
        assertThat(show.out()).contains(id).contains("nmse").contains("Learning curve");
        assertThat(installation.seqmem("show", "0".repeat(20) + id).out()).isEqualTo(show.out());

        Installation.Call export = installation.seqmem("export", "tiny", "--out", "tables");
        assertThat(export.err()).isEmpty();
        assertThat(directory.resolve("tables/trials.csv")).content().hasLineCount(5);
        assertThat(directory.resolve("tables/metrics.csv")).content().contains(id + ",nmse,");

        // with itself: every pair is one and the same trial
        Installation.Call compare = installation.seqmem("compare", "tiny", "tiny");
        assertThat(compare.err()).isEmpty();
        assertThat(compare.out()).contains("4 of them are one and the same trial", "none differ");
        assertThat(directory.resolve("runs/tiny/compare-tiny.html")).isRegularFile();

        Installation.Call report = installation.seqmem("report", "tiny", "--watch");
        assertThat(report.status()).isZero(); // all have ended: there is nothing to wait for
        assertThat(directory.resolve("runs/tiny/figures/tasks-and-models.csv")).isRegularFile();
    }

    @Test
    void twoPlacesGetTheSameTrialsWithTheSameBits() throws Exception {
        assertThat(installation.seqmem("run", "tiny.conf", "--runs", "one").status()).isZero();
        assertThat(
                        installation
                                .seqmem("run", "tiny.conf", "--runs", "two", "--workers", "1")
                                .status())
                .isZero();
        Map<String, String> one = Results.of(directory.resolve("one"));
        assertThat(one).hasSize(4).isEqualTo(Results.of(directory.resolve("two")));
        for (String id : one.keySet()) {
            String model = "trials/" + id.substring(0, 2) + "/" + id + "/model.safetensors";
            assertThat(directory.resolve("one").resolve(model))
                    .hasSameBinaryContentAs(directory.resolve("two").resolve(model));
        }
    }

    @Test
    void reportsEveryMistakeOfAFileAtOnceAndTrainsNothing() throws Exception {
        installation.write(
                "my.conf",
                """
                experiment {
                  name = mine
                  task { use = linear-functional, memory { use = impuls, delay = 4 } }
                  model { use = lstm, hiden-size = 8 }
                  training { steps = -5 }
                }
                """);
        Installation.Call call = installation.seqmem("run", "my.conf");
        assertThat(call.status()).isEqualTo(2);
        assertThat(call.out()).isEmpty();
        assertThat(call.err())
                .contains("my.conf has 3 problems:")
                .contains("my.conf:3")
                .contains("Did you mean \"impulse\"?")
                .contains("my.conf:4")
                .contains("Did you mean \"hidden-size\"?")
                .contains("my.conf:5")
                .contains("must be at least 1")
                .doesNotContain("\tat ");
        assertThat(directory.resolve("runs")).doesNotExist();
    }

    @Test
    void wrongTurnsAreASentenceAndNeverAStackTrace() throws Exception {
        String file = directory.resolve("tiny.conf").toString();
        String runs = "--runs=" + directory.resolve("runs");
        assertSentence(2, "run", directory.toString());
        assertSentence(2, "run");
        assertSentence(2, "rnu", file);
        assertSentence(2, "plugins", "describe", "lstmm");
        assertSentence(2, "show", "ffffff", runs);
        assertSentence(2, "trials", "nothing", runs);
        assertSentence(2, "report", "nothing", runs);
        assertSentence(2, "export", "nothing", "--format", "xml", runs);
        assertSentence(2, "compare", "nothing", "nothing", runs);
        assertSentence(2, "plan", file, "--set", "experiment.training.stepz=1");
        // and by the start script
        assertSentence(2, "run missing.conf", installation.seqmem("run", "missing.conf"));
        Files.writeString(directory.resolve("file"), "");
        assertSentence(
                3, "run --runs file", installation.seqmem("run", "tiny.conf", "--runs", "file"));
    }

    @Test
    void plansAndListsWithoutTheEngine() throws Exception {
        Installation.Call plan = installation.seqmem("plan", "tiny.conf");
        assertThat(plan.err()).isEmpty();
        assertThat(plan.status()).isZero();
        assertThat(plan.out()).contains("4 trials").contains("exponential rate=0.1");
        Installation.Call list = installation.seqmem("plugins", "list");
        assertThat(list.err()).isEmpty();
        assertThat(list.out()).contains("lstm").contains("impulse").contains("adam-w");
        Installation.Call describe = installation.seqmem("plugins", "describe", "impulse");
        assertThat(describe.err()).isEmpty();
        assertThat(describe.out()).contains("delay").contains("memory function");
    }

    @Test
    void theDoctorFindsThisMachineWell() throws Exception {
        Installation.Call call = installation.seqmem("doctor");
        assertThat(call.err()).isEmpty();
        assertThat(call.status()).isZero();
        assertThat(call.out()).contains("PyTorch 2.7.1").doesNotContain("NOT OK");
    }

    private static void assertSentence(int status, String... arguments) {
        assertSentence(status, String.join(" ", arguments), Installation.inThisProcess(arguments));
    }

    private static void assertSentence(int status, String what, Installation.Call call) {
        assertThat(call.status()).as(what).isEqualTo(status);
        assertThat(call.err()).as(what).isNotBlank().doesNotContain("\tat ");
        assertThat(call.err().lines().count()).as(what + ":\n" + call.err()).isLessThan(8);
    }
}
