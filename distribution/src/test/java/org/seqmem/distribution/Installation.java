// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The unpacked distribution, used the way a person uses it: by its start script. */
final class Installation {

    /** Far more than any command of these tests takes; a hang must not stop the build for hours. */
    private static final long LONGEST_MINUTES = 3;

    private final Path home = Path.of(System.getProperty("seqmem.installation"));
    private final Path workingDirectory;

    Installation(Path workingDirectory) {
        this.workingDirectory = workingDirectory;
    }

    /**
     * What a command did.
     *
     * @param status its exit status
     * @param out what it wrote to standard output
     * @param err what it wrote to standard error
     */
    record Call(int status, String out, String err) {}

    Call seqmem(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/seqmem").toString());
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(workingDirectory, "out", ".txt");
        Path err = Files.createTempFile(workingDirectory, "err", ".txt");
        Process process =
                new ProcessBuilder(command)
                        .directory(workingDirectory.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        process.getOutputStream().close();
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end:\n" + Files.readString(out));
        }
        return new Call(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Puts a file of the test resources, or its text, into the working directory. */
    Path write(String name, String text) throws IOException {
        return Files.writeString(workingDirectory.resolve(name), text);
    }

    static String resource(String name) throws IOException {
        try (var stream = Installation.class.getResourceAsStream("/" + name)) {
            if (stream == null) {
                throw new IOException("no test resource " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
