// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/embedding.md as somebody follows it: every snippet of Java on the page goes into one JShell,
 * which knows the jars of the installation and nothing else.
 */
class EmbeddingIT {

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private static final long LONGEST_MINUTES = 3;

    @TempDir private Path directory;

    /**
     * In full sets only: the shell compiles the page line by line. Its snippets are in
     * EmbeddingTest.
     */
    @Test
    @EnabledIfSystemProperty(named = "seqmem.rounds", matches = "full")
    void thePageWorksAsItIsWritten() throws Exception {
        Path home = new Installation(directory).home();
        String page = Files.readString(home.resolve("docs/embedding.md"));
        String snippets =
                BLOCK.matcher(page)
                        .results()
                        .map(block -> block.group(1))
                        .collect(Collectors.joining("\n"));
        Path script = directory.resolve("page.jsh");
        Files.writeString(script, snippets + "\n/exit\n");
        Path log = directory.resolve("log.txt");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jshell")
                                        .toString(),
                                "--class-path",
                                classPath(home),
                                "-J-Djava.util.prefs.userRoot=" + directory,
                                "-R-Xlog:disable",
                                script.toString())
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        process.getOutputStream().close();
        assertThat(process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)).isTrue();

        String said = Files.readString(log);
        assertThat(said).doesNotContain("|  "); // how JShell begins what it has to say of a mistake
        assertThat(said)
                .containsPattern("linear-functional +[0-9.e-]+ +[0-9.e-]+\n")
                .containsPattern(
                        "gru linear-functional, seed 1: completed, [0-9]+ numbers, nmse Opt")
                .containsPattern("measured-memory[^\n]*: [0-9]+ values")
                .contains("rnn COMPLETED\n1 done, 3 to go\n");
        assertThat(directory.resolve("runs/seqmem.db")).exists();

        // the command line knows what the snippets have trained
        Installation.Call call =
                new Installation(directory).seqmem("trials", "from-jshell", "--runs", "runs");
        assertThat(call.status()).isZero();
        assertThat(call.out()).contains("rnn").contains("gru").doesNotContain("pending");
    }

    /** What the page has the shell write. */
    private static String classPath(Path home) throws Exception {
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            return jars.map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }
}
