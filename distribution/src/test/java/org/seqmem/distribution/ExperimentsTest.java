// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.config.ExperimentFile;
import org.seqmem.runtime.plan.Plan;
import org.seqmem.runtime.plan.Planner;
import org.seqmem.runtime.wiring.Wiring;

/** The experiments that are shipped mean something, at every scale, and have names of their own. */
class ExperimentsTest {

    private static final Path FOLDER = Path.of("..", "experiments");

    private static final Planner PLANNER = new Wiring(Console.nowhere()).get(Planner.class);

    static List<Path> files() {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".conf"))
                    .filter(file -> !file.startsWith(FOLDER.resolve("study/parts")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void canBePlanned(Path file) throws IOException {
        Plan plan = plan(file);

        assertThat(plan.trials()).isNotEmpty();
        if (Files.readString(file).contains("\nscales {")) {
            assertThat(plan(file, "scale=full").name()).isEqualTo(plan.name() + "-full");
        }
    }

    @Test
    void haveNamesOfTheirOwn() {
        assertThat(files().stream().map(file -> plan(file).name())).doesNotHaveDuplicates();
    }

    private static Plan plan(Path file, String... overrides) {
        return PLANNER.plan(ExperimentFile.load(file, List.of(overrides)));
    }
}
