// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.commons.support.ReflectionSupport;
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
    static Stream<String> kits() {
        List<String> kits =
                Stream.concat(
                                Stream.of("PluginCompatibilityKit"),
                                ReflectionSupport.findAllClassesInPackage(
                                                Plugin.class.getPackageName(),
                                                type -> type.isAnnotationPresent(PluginKind.class),
                                                name -> true)
                                        .stream()
                                        .map(Class::getSimpleName)
                                        .map(
                                                name ->
                                                        name.replaceFirst(
                                                                "Plugin$", "CompatibilityKit")))
                        .toList();
        assertThat(kits).as("kits").hasSizeGreaterThan(10);
        return kits.stream();
    }
}
