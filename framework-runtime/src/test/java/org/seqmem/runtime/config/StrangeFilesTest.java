// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.plugin.PluginDefaults;

/** Whatever a file holds: the user gets a report, never an exception of a library. */
class StrangeFilesTest {

    private static final long SEED = 20240607;
    private static final int FILES = 1000;
    private static final ConfigObject NO_DEFAULTS = ConfigFactory.empty().root();
    private static final String VALID =
            """
            # a comment
            include "base.conf"
            experiment {
              name = strange, seeds = [1, 2, 3]
              model { use = lstm, hidden-size = 64 } // another
              memory = ${base} { use = impulse, delay = 3 }
              note = \"\"\"three " quotes\"\"\"
              training { steps = 2e3, rate = 1.5e-3 }
              training.steps = ${?STEPS}
              list += { use : "tcn" }
            }
            sweep { "task.memory" = [ { use = a, rate = [0.1, 1] }, { use = b } ], model.use = [x] }
            """;
    private static final String[] PIECES = {
        "{",
        "}",
        "[",
        "]",
        "=",
        ":",
        "+=",
        ",",
        "\n",
        "\"",
        "\"\"\"",
        "${",
        "${?",
        "}",
        "use",
        "use = ",
        "null",
        "include",
        "include \"base.conf\"",
        "#",
        "//",
        "\\",
        "\\u00",
        "1e999",
        "-",
        ".",
        "..",
        "experiment",
        "model",
        "\u0000",
        "\u00a0",
        "\uFFFF",
        "\u2028",
        "\t",
        "\r",
        "\"\"",
        "$",
        "@",
        "`"
    };

    @TempDir Path folder;
    private Binder binder;

    @BeforeEach
    void discover() {
        binder = new Binder(Fixtures.catalogue(folder), new PluginDefaults());
    }

    @Test
    void randomBytesGiveAReport() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < FILES; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            check(bytes);
        }
    }

    @Test
    void randomPiecesOfHoconGiveAReport() throws IOException {
        Random random = new Random(SEED);
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void validFilesWithSlipsGiveAReport() throws IOException {
        Files.writeString(folder.resolve("base.conf"), "base { use = impulse }\n");
        Random random = new Random(SEED);
        for (int i = 0; i < FILES; i++) {
            StringBuilder text = new StringBuilder(VALID);
            for (int slips = 1 + random.nextInt(3); slips > 0; slips--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                    default -> text.setLength(at + 1);
                }
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void longChainsOfSubstitutionsGiveAReport() throws IOException {
        StringBuilder text = new StringBuilder("experiment { k0 = 1\n");
        for (int i = 1; i < 5_000; i++) {
            text.append("k").append(i).append(" = ${experiment.k").append(i - 1).append("}\n");
        }
        check(text.append("}").toString().getBytes(StandardCharsets.UTF_8));
    }

    private void check(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("strange.conf"), bytes);
        try {
            ExperimentFile read = ExperimentFile.load(file, List.of(), Map.of("STEPS", "7"));
            binder.bind(
                    Fixtures.Experiment.class,
                    read.experiment(),
                    NO_DEFAULTS,
                    "experiment",
                    read.problems());
            assertThat(read.problems().render()).isNotEmpty();
        } catch (SeqmemException e) {
            assertThat(e).hasMessageContaining("strange.conf");
        } catch (RuntimeException | StackOverflowError e) {
            fail("seed " + SEED + ", file: " + new String(bytes, StandardCharsets.ISO_8859_1), e);
        }
    }
}
