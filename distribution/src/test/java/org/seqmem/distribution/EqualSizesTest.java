// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.runtime.Main;
import org.seqmem.runtime.cli.Console;

/** Every shipped model can be brought to the size of the others by its width. */
class EqualSizesTest {

    private static final int PARAMETERS = 10_000;

    /** One free number per lag, what a file holds, and those of the tests. */
    private static final Set<String> WITHOUT_WIDTH =
            Set.of("long-conv", "torchscript", "taps", "normalised");

    /** Of some models, a width has to divide into heads of a size: the next is a fifth away. */
    private static final double TOLERANCE = 0.2;

    @TempDir Path folder;

    @Test
    void everyModelHasAWidthWithAboutAsManyParametersAsAreAskedFor() throws IOException {
        List<String> models = new ArrayList<>();
        for (JsonNode plugin : command("plugins", "list", "--json")) {
            String name = plugin.path("name").asText();
            if (plugin.path("kind").asText().equals("model") && !WITHOUT_WIDTH.contains(name)) {
                models.add("{ use = " + name + " }");
            }
        }
        assertThat(models).hasSizeGreaterThan(6);
        Path file = folder.resolve("sizes.conf");
        Files.writeString(
                file,
                """
                experiment {
                  name = sizes
                  task { use = linear-functional, memory { use = impulse } }
                  model { use = lstm }
                  match { parameters = %d, tolerance = %s }
                }
                sweep.model = [ %s ]
                """
                        .formatted(PARAMETERS, TOLERANCE, String.join(", ", models)));

        JsonNode plan = command("plan", file.toString(), "--json");

        List<Integer> sizes = new ArrayList<>();
        plan.findValues("parameters").forEach(size -> sizes.add(size.asInt()));
        assertThat(sizes)
                .hasSameSizeAs(models)
                .allSatisfy(
                        size ->
                                assertThat((double) size)
                                        .isCloseTo(PARAMETERS, withinPercentage(100 * TOLERANCE)));
    }

    private static JsonNode command(String... words) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console =
                new Console(new PrintWriter(out), new PrintWriter(err), false, false, 200);
        assertThat(Main.run(console, words)).as("%s", err).isZero();
        return new ObjectMapper().readTree(out.toString());
    }
}
