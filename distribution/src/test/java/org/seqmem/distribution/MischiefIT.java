// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins that do to their worker what they must not: the sweep goes on, and says who it was. */
@Tag("processes")
class MischiefIT {

    private static final String EXPERIMENT =
            """
            experiment {
              name = mischief
              task {
                use = linear-functional, sequence-length = 8, data = fixed, train-size = 16
                validation-size = 8, test-size = 8, memory { use = exponential, rate = 0.3 }
              }
              training { steps = 4000, batch-size = 8, validate-every = 2000 }
              references = []
            }
            sweep {
              "model" = [
                { use = mischief, mischief = [none, exits, exits-with-zero, halts, throws, fills-the-heap,
                                              fills-the-memory, never-returns, babbles] }
              ]
            }
            launcher { workers = 2, max-attempts = 2, stall-timeout = 8s, heap = 96m, max-memory = 900m }
            """;

    @TempDir private Path directory;

    @Test
    void theSweepGoesOnAndNamesTheCulprits() throws Exception {
        Installation installation =
                new Installation(directory)
                        .with(
                                directory.resolve("home"),
                                List.of(
                                        MischiefPlugin.class,
                                        MischiefPlugin.Mischief.class,
                                        MischiefPlugin.Config.class,
                                        Class.forName(MischiefPlugin.class.getName() + "$1"),
                                        Class.forName(
                                                MischiefPlugin.class.getName() + "$Mischievous")),
                                List.of(MischiefPlugin.class));
        installation.write("mischief.conf", EXPERIMENT);

        Installation.Call call = installation.seqmem("run", "mischief.conf");

        assertThat(call.status()).as(call.err()).isEqualTo(1);
        assertThat(call.out()).contains("2 completed, 0 diverged, 7 failed");
        assertThat(call.err()).doesNotContain("\tat ");
        Map<String, String> ends = ends(directory.resolve("runs"));
        assertThat(ends.get("none")).isEqualTo("COMPLETED");
        assertThat(ends.get("babbles")).isEqualTo("COMPLETED");
        assertThat(ends.get("exits"))
                .contains("PLUGIN_FAILED", "MischiefPlugin$Mischievous.act called System.exit");
        assertThat(ends.get("exits-with-zero"))
                .contains("PLUGIN_FAILED", "MischiefPlugin$Mischievous.act called System.exit");
        assertThat(ends.get("halts")).contains("WORKER_DIED", "exit status 0", "2 times");
        assertThat(ends.get("throws"))
                .contains(
                        "PLUGIN_FAILED",
                        "model \"mischief\" (mischief.jar) failed with IllegalStateException: the"
                                + " model is in a bad mood");
        assertThat(ends.get("fills-the-heap")).contains("Java heap ran out");
        assertThat(ends.get("fills-the-memory"))
                .contains("OUT_OF_MEMORY", "more than its max-memory, 900 MB");
        assertThat(ends.get("never-returns")).contains("STALLED", "no sign of life for 8 s");
        for (String end : ends.values()) {
            // the terminal shows the first few failures, and where to read on
            assertThat(end).doesNotContain("\tat ");
        }
    }

    /** By mischief, how its trial ended. */
    private static Map<String, String> ends(Path runs) throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, String> ends = new TreeMap<>();
        for (Map.Entry<String, String> result : Results.whole(runs).entrySet()) {
            String id = result.getKey();
            Path trial = runs.resolve("trials").resolve(id.substring(0, 2)).resolve(id);
            JsonNode spec = json.readTree(trial.resolve("trial.json").toFile());
            JsonNode end = json.readTree(result.getValue());
            String text = end.path("outcome").asText();
            if (!end.path("code").isNull()) {
                text += " " + end.path("code").asText() + ": " + end.path("message").asText();
            }
            ends.put(spec.path("model").path("mischief").asText(), text);
        }
        return ends;
    }
}
