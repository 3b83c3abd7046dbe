// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.seqmem.api.Plugin;
import org.seqmem.api.PluginKind;

/** Every kind of plugin has a kit, and {@code docs/testkit.md} names its checks. */
class TestkitPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testkit.md");

    @ParameterizedTest
    @MethodSource("kits")
    void namesTheChecksOfEveryKit(String kit) throws IOException, ClassNotFoundException {
        String page = Files.readString(PAGE);
        int start = page.indexOf("## " + kit + "\n");
        assertThat(start).as("where %s begins", kit).isPositive();
        String section = page.substring(start, page.indexOf("\n## ", start));
        Class<?> type = Class.forName(getClass().getPackageName() + "." + kit);

        assertThat(section.lines().filter(line -> line.startsWith("* ")))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> method.isAnnotationPresent(Test.class))
                                .map(Method::getName)
                                .map(name -> "* `" + name + "`")
                                .toList());
    }

    /** The kit of all kinds, and one for each kind of the API. */
    static Stream<String> kits() throws IOException, ClassNotFoundException {
        List<String> kits = new ArrayList<>(List.of("PluginCompatibilityKit"));
        URI place =
                URI.create(
                        Plugin.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toExternalForm());
        for (String name : classNames(Path.of(place))) {
            Class<?> type = Class.forName(name, false, Plugin.class.getClassLoader());
            if (type.isAnnotationPresent(PluginKind.class)) {
                kits.add(type.getSimpleName().replaceFirst("Plugin$", "CompatibilityKit"));
            }
        }
        assertThat(kits).as("kits").hasSizeGreaterThan(10);
        return kits.stream();
    }

    /** In a jar or, before there is one, in a directory. */
    private static List<String> classNames(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return classNamesIn(place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return classNamesIn(jar.getPath("/"));
        }
    }

    private static List<String> classNamesIn(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith("Plugin.class"))
                    .map(name -> name.replace(".class", "").replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }
}
