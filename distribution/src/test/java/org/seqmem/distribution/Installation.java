// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.seqmem.runtime.Main;
import org.seqmem.runtime.cli.Console;

/** The unpacked distribution, used the way a person uses it: by its start script. */
final class Installation {

    /** Far more than any command of these tests takes; a hang must not stop the build for hours. */
    private static final long LONGEST_MINUTES = 6;

    private final Path home;
    private final Path workingDirectory;

    Installation(Path workingDirectory) {
        this(Path.of(System.getProperty("seqmem.installation")), workingDirectory);
    }

    private Installation(Path home, Path workingDirectory) {
        this.home = home;
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

    /** Where it is. */
    Path home() {
        return home;
    }

    /** Begins a command with more in its environment; its output is not read. */
    Process start(Map<String, String> environment, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/seqmem").toString());
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(workingDirectory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(
                                Files.createTempFile(workingDirectory, "out", ".txt").toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Runs a command to its end. */
    Call seqmem(String... arguments) throws IOException, InterruptedException {
        return start(arguments).await();
    }

    /**
     * Runs a command in the process of the test, with the plugins of its class path. Paths in it
     * are absolute. For what the command says; that the start script leads there, others test.
     */
    static Call inThisProcess(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console =
                new Console(new PrintWriter(out), new PrintWriter(err), false, false, 120);
        int status = Main.run(console, arguments);
        return new Call(status, out.toString(), err.toString());
    }

    /** Begins a command. */
    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Processes.hearingInterrupts());
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
        return new Running(process, out, err);
    }

    /** A command that has begun. */
    record Running(Process process, Path outFile, Path errFile) {

        /** Its process: the start script has become it. */
        ProcessHandle handle() {
            return process.toHandle();
        }

        /** What it has written so far. */
        String out() {
            try {
                return Files.readString(outFile, StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Waits for its end. */
        Call await() throws IOException, InterruptedException {
            return await(LONGEST_MINUTES);
        }

        /** Waits for the end of a command that takes longer than others may. */
        Call await(long minutes) throws IOException, InterruptedException {
            if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
                throw new AssertionError("a command did not end:\n" + out());
            }
            return new Call(
                    process.exitValue(), out(), Files.readString(errFile, StandardCharsets.UTF_8));
        }
    }

    /**
     * The same installation in another place, with classes of the tests as one more jar.
     *
     * @param place a new directory
     * @param classes the classes, plugins among them
     * @param plugins those that are plugins
     */
    Installation with(Path place, List<Class<?>> classes, List<Class<?>> plugins)
            throws IOException {
        Files.createDirectories(place.resolve("bin"));
        Files.createDirectories(place.resolve("lib"));
        Files.copy(home.resolve("bin/seqmem"), place.resolve("bin/seqmem"));
        place.resolve("bin/seqmem").toFile().setExecutable(true);
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(home.resolve("lib"))) {
            for (Path jar : jars) {
                link(place.resolve("lib").resolve(jar.getFileName()), jar);
            }
        }
        try (JarOutputStream jar =
                new JarOutputStream(Files.newOutputStream(place.resolve("lib/mischief.jar")))) {
            for (Class<?> type : classes) {
                String name = type.getName().replace('.', '/') + ".class";
                jar.putNextEntry(new JarEntry(name));
                try (InputStream bytes = type.getClassLoader().getResourceAsStream(name)) {
                    Objects.requireNonNull(bytes, name).transferTo(jar);
                }
            }
            jar.putNextEntry(new JarEntry("META-INF/services/org.seqmem.api.Plugin"));
            for (Class<?> plugin : plugins) {
                jar.write((plugin.getName() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Installation(place, workingDirectory);
    }

    /**
     * The same installation in another place, where plugins may be installed.
     *
     * @param place a new directory
     */
    Installation copy(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.toList()) {
                Path there = place.resolve(home.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    link(there, file);
                }
            }
        }
        return new Installation(place, workingDirectory);
    }

    private static void link(Path place, Path jar) throws IOException {
        try {
            Files.createLink(place, jar);
        } catch (IOException otherFileSystem) {
            Files.copy(jar, place);
        }
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
