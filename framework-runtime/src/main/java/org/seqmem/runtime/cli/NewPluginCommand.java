// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.seqmem.api.ApiVersion;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.config.Nearest;
import org.seqmem.runtime.provenance.Build;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes a project for a plugin from the templates of the installation. In names and contents of
 * their files stand place-holders: {@code __name__}, {@code __Name__} and the like.
 */
@Command(
        name = "new-plugin",
        mixinStandardHelpOptions = true,
        description = {
            "Writes a project for a plugin of your own: a small working one with its tests.",
            "It builds with Maven against the jars of this installation; see docs/writing-a-plugin.md."
        })
public final class NewPluginCommand implements Callable<Integer> {

    private static final String COMMON = "common";

    /** Files that a person starts. */
    private static final List<String> PROGRAMS = List.of("mvnw", "try");

    private final Console console;

    @Parameters(
            index = "0",
            paramLabel = "KIND",
            description = "model, memory-function, task, metric.")
    private String kind = "";

    @Parameters(
            index = "1",
            paramLabel = "NAME",
            description = "Its name in experiments, kebab-case.")
    private String name = "";

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            defaultValue = "org.example",
            description = "The Java package, also the Maven group (default: ${DEFAULT-VALUE}).")
    private String packageName = "";

    /** Made by the injector. */
    @Inject
    public NewPluginCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path home = home();
        Path templates = home.resolve("templates");
        List<String> kinds = kinds(templates);
        if (!kinds.contains(kind)) {
            throw wrong(
                    "there is no template for a \""
                            + kind
                            + "\"."
                            + Nearest.of(kind, kinds)
                                    .map(nearest -> " Did you mean \"" + nearest + "\"?")
                                    .orElse("")
                            + "  ("
                            + String.join(", ", kinds)
                            + ")");
        }
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            throw wrong("the name \"" + name + "\" is not kebab-case, as my-model is");
        }
        if (!packageName.matches("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*")) {
            throw wrong("the package \"" + packageName + "\" is none, as org.example is");
        }
        Path project = Path.of(name);
        if (Files.exists(project)) {
            throw wrong("there is a " + project + " already; nothing was written");
        }
        Map<String, String> words = words(home);
        write(templates.resolve(COMMON), project, words);
        write(templates.resolve(kind), project, words);
        console.line(project + "   a " + kind.replace('-', ' ') + " with its tests");
        console.line("build, test and run it:   cd " + project + " && ./try");
        return ExitStatus.OK;
    }

    private static Path home() {
        String home = System.getProperty("seqmem.home");
        if (home == null) {
            throw new SeqmemException(
                    ErrorCode.IO, "templates come with an installation; start its bin/seqmem");
        }
        return Path.of(home);
    }

    private static List<String> kinds(Path templates) {
        try (Stream<Path> folders = Files.list(templates)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(folder -> !folder.equals(COMMON))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unreadable(templates, e);
        }
    }

    private Map<String, String> words(Path home) {
        return Map.of(
                "__name__", name,
                "__Name__", camelCase(name),
                "__kind__", kind.replace('-', ' '),
                "__package__", packageName,
                "__version__", Build.here().version(),
                "__api__", String.valueOf(ApiVersion.CURRENT),
                "__repository__", home.resolve("maven").toUri().toString(),
                "__seqmem__", home.resolve("bin").resolve("seqmem").toString());
    }

    private static String camelCase(String kebabCase) {
        StringBuilder camelCase = new StringBuilder();
        for (String word : kebabCase.split("-", -1)) {
            camelCase.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return camelCase.toString();
    }

    private static void write(Path template, Path project, Map<String, String> words) {
        List<Path> files;
        try (Stream<Path> walked = Files.walk(template)) {
            files = walked.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw unreadable(template, e);
        }
        for (Path file : files) {
            Path place = project.resolve(place(template.relativize(file), words));
            try {
                Files.createDirectories(place.getParent());
                String text = Files.readString(file, StandardCharsets.UTF_8);
                Files.writeString(place, filled(text, words), StandardCharsets.UTF_8);
                if (PROGRAMS.contains(String.valueOf(place.getFileName()))
                        && !place.toFile().setExecutable(true)) {
                    throw new IOException("it cannot be made a program");
                }
            } catch (IOException e) {
                throw new SeqmemException(
                        ErrorCode.IO, place + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** Where a file goes: a package has a folder for each of its parts. */
    private static String place(Path file, Map<String, String> words) {
        String folders = words.getOrDefault("__package__", "").replace('.', '/');
        String path = file.toString().replace('\\', '/').replace("__package__", folders);
        return filled(path, words).replaceFirst("^gitignore$", ".gitignore");
    }

    private static String filled(String text, Map<String, String> words) {
        String filled = text;
        for (Map.Entry<String, String> word : words.entrySet()) {
            filled = filled.replace(word.getKey(), word.getValue());
        }
        return filled;
    }

    private static SeqmemException wrong(String sentence) {
        return new SeqmemException(ErrorCode.INVALID_ARGUMENT, sentence);
    }

    private static SeqmemException unreadable(Path templates, IOException e) {
        return new SeqmemException(
                ErrorCode.IO, "the templates in " + templates + " cannot be read: " + e, e);
    }
}
