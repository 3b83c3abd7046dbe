// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.Plugin;
import org.seqmem.api.training.SchedulePlugin;
import org.seqmem.runtime.provenance.Artefact;
import org.seqmem.runtime.provenance.Artefacts;
import org.seqmem.runtime.provenance.EngineVersions;
import org.seqmem.runtime.provenance.Fingerprints;

/** Jars as strangers bring them, compiled here. */
class DropInTest {

    @TempDir private Path folder;

    /** A schedule whose summary is a piece of code. */
    private static JarSource plugin(String name, String summary) {
        return new JarSource()
                .source(
                        "stranger." + name,
                        """
                        package stranger;
                        import org.seqmem.api.NoConfig;
                        import org.seqmem.api.training.*;
                        public final class %s implements SchedulePlugin<NoConfig> {
                            public String name() { return "%s"; }
                            public Class<NoConfig> configType() { return NoConfig.class; }
                            public String summary() { return %s; }
                            public Schedule create(NoConfig config) {
                                return null;
                            }
                        }
                        """
                                .formatted(name, name.toLowerCase(Locale.ROOT), summary))
                .service("stranger." + name);
    }

    /** A library that tells its version. */
    private static JarSource library(String version) {
        return new JarSource()
                .source(
                        "com.google.common.Tell",
                        """
                        package com.google.common;
                        public final class Tell {
                            public static String version() { return "%s"; }
                        }
                        """
                                .formatted(version));
    }

    private Catalogue catalogue(Path... places) {
        return Catalogue.discover(
                DropInTest.class.getClassLoader(), new PluginPlaces(List.of(places)));
    }

    private static Map<String, String> leftOut(Catalogue catalogue) {
        Map<String, String> reasons = new TreeMap<>();
        catalogue.entries().stream()
                .filter(entry -> !entry.available())
                .filter(
                        entry ->
                                entry.className().startsWith("stranger.")
                                        || entry.origin().endsWith(".jar"))
                .forEach(
                        entry ->
                                reasons.put(
                                        last(entry.origin()) + " " + last(entry.name()),
                                        entry.leftOut().orElseThrow()));
        return reasons;
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String summary(Catalogue catalogue, String name) {
        return catalogue
                .<SchedulePlugin<?>>find(SchedulePlugin.class, name)
                .map(Plugin::summary)
                .orElse("not found");
    }

    @Test
    void eachFolderHasItsOwnVersionOfALibraryAndSharesTheApi() throws IOException {
        Path old = library("old").write(folder.resolve("old/library.jar"));
        plugin("Old", "com.google.common.Tell.version()")
                .with(old)
                .write(folder.resolve("old/plugin.jar"));
        Path young = library("young").write(folder.resolve("young/library.jar"));
        plugin("Young", "com.google.common.Tell.version()")
                .with(young)
                .write(folder.resolve("young/plugin.jar"));

        Catalogue catalogue = catalogue(folder);

        assertThat(leftOut(catalogue)).isEmpty();
        assertThat(summary(catalogue, "old")).isEqualTo("old");
        assertThat(summary(catalogue, "young")).isEqualTo("young");
        Plugin<?> plugin = catalogue.find("schedule", "old").orElseThrow();
        assertThat(plugin).isInstanceOf(SchedulePlugin.class);
        assertThat(catalogue.entry(plugin).origin()).endsWith("old/plugin.jar");
    }

    @Test
    void looseJarsShareTheClassLoaderOfTheirFolder() throws IOException {
        Path library = library("here").write(folder.resolve("library.jar"));
        plugin("Loose", "com.google.common.Tell.version()")
                .with(library)
                .write(folder.resolve("plugin.jar"));

        assertThat(summary(catalogue(folder), "loose")).isEqualTo("here");
    }

    @Test
    void aSingleJarCanBeNamed() throws IOException {
        Path jar =
                plugin("Single", "\"alone\"")
                        .manifest("Implementation-Version", "1.2")
                        .write(folder.resolve("p.jar"));
        plugin("Other", "\"not named\"").write(folder.resolve("other.jar"));

        Catalogue catalogue = catalogue(jar);

        assertThat(summary(catalogue, "single")).isEqualTo("alone");
        assertThat(summary(catalogue, "other")).isEqualTo("not found");
        assertThat(catalogue.entry(catalogue.find("schedule", "single").orElseThrow()).version())
                .contains("1.2");
    }

    @Test
    void whatSeqmemUsesItselfIsNotLentToPlugins() throws IOException {
        plugin("Borrower", "com.typesafe.config.ConfigFactory.empty().toString()")
                .write(folder.resolve("b.jar"));

        assertThat(leftOut(catalogue(folder)))
                .containsEntry(
                        "b.jar borrower",
                        "needs a class that is missing: com/typesafe/config/ConfigFactory; the jar that"
                                + " has it belongs into the same folder");
    }

    @Test
    void everyJarThatCannotBeUsedHasItsSentenceAndTheOthersWork() throws IOException {
        plugin("Good", "\"well\"")
                .manifest("Seqmem-Api", "1")
                .write(folder.resolve("good/good.jar"));
        Files.createDirectories(folder.resolve("bad"));
        Files.writeString(folder.resolve("bad/corrupt.jar"), "no jar");
        new JarSource().write(folder.resolve("empty/nothing.jar"));
        plugin("Future", "\"later\"")
                .manifest("Seqmem-Api", "2")
                .write(folder.resolve("future/future.jar"));
        plugin("Odd", "\"odd\"").manifest("Seqmem-Api", "one").write(folder.resolve("odd/odd.jar"));
        plugin("Twice", "\"a\"").write(folder.resolve("twice/a.jar"));
        plugin("Twice", "\"b\"").write(folder.resolve("twice/b.jar"));
        plugin("Listed", "\"\"")
                .without("stranger.Listed")
                .write(folder.resolve("listed/listed.jar"));
        new JarSource()
                .source(
                        "stranger.MutePlugin",
                        "package stranger; public class MutePlugin { org.seqmem.api.NoConfig c; }")
                .write(folder.resolve("good/mute.jar"));

        Catalogue catalogue = catalogue(folder);

        assertThat(summary(catalogue, "good")).isEqualTo("well");
        assertThat(leftOut(catalogue))
                .containsOnlyKeys(
                        "a.jar a.jar",
                        "b.jar b.jar",
                        "corrupt.jar corrupt.jar",
                        "future.jar future.jar",
                        "listed.jar stranger.Listed",
                        "mute.jar mute.jar",
                        "nothing.jar nothing.jar",
                        "odd.jar odd.jar")
                .containsEntry(
                        "nothing.jar nothing.jar",
                        "lists no plugin: META-INF/services/org.seqmem.api.Plugin is missing in it, or empty")
                .containsEntry(
                        "mute.jar mute.jar",
                        "lists no plugin: META-INF/services/org.seqmem.api.Plugin is missing in it, or empty")
                .containsEntry(
                        "listed.jar stranger.Listed",
                        "is listed as a plugin but its class is missing")
                .containsEntry(
                        "future.jar future.jar",
                        "was built for Seqmem-Api 2, this Seqmem has 1; a version of it for this Seqmem is needed");
        assertThat(leftOut(catalogue).get("corrupt.jar corrupt.jar"))
                .startsWith("cannot be read as a jar: ");
        assertThat(leftOut(catalogue).get("a.jar a.jar"))
                .startsWith("has the plugin stranger.Twice once more: ");
    }

    @Test
    void aNameOfSeqmemsOwnOrOfAnotherFolderIsTakenByNeither() throws IOException {
        plugin("Same", "\"a\"").write(folder.resolve("a/a.jar"));
        plugin("Same", "\"b\"").write(folder.resolve("b/b.jar"));

        Catalogue catalogue = catalogue(folder);

        assertThat(catalogue.find("schedule", "same")).isEmpty();
        assertThat(leftOut(catalogue).get("a.jar same"))
                .startsWith("has the same name as stranger.Same (")
                .endsWith("b/b.jar); remove one of them");
    }

    @Test
    void aLinkageErrorIsExplainedAsAMixOfVersions() throws IOException {
        Path compiledWith =
                new JarSource()
                        .source(
                                "lib.Thing",
                                "package lib; public class Thing { public static String hello() { return \"\"; } }")
                        .write(folder.resolve("elsewhere/thing.jar"));
        Path place = Files.createDirectories(folder.resolve("place"));
        plugin("Mixed", "lib.Thing.hello()").with(compiledWith).write(place.resolve("mixed.jar"));
        new JarSource()
                .source("lib.Thing", "package lib; public class Thing {}")
                .write(place.resolve("thing.jar"));

        assertThat(leftOut(catalogue(place)).get("mixed.jar mixed"))
                .startsWith(
                        "was compiled against another version of something than the one that is here"
                                + " (NoSuchMethodError: ")
                .contains("lib.Thing.hello()")
                .endsWith("build it with the versions of this Seqmem (API 1)");
    }

    @Test
    void librariesOfAPluginArePartOfItsFingerprint() throws IOException {
        Path library = library("1").write(folder.resolve("library.jar"));
        plugin("Made", "com.google.common.Tell.version()")
                .with(library)
                .write(folder.resolve("plugin.jar"));
        Class<?> type = catalogue(folder).find("schedule", "made").orElseThrow().getClass();

        assertThat(
                        new Fingerprints(new Artefacts(), new EngineVersions("1", "2"))
                                .artefacts(List.of(type)))
                .extracting(Artefact::title)
                .contains("library", "plugin");
    }

    @Test
    void aFolderWithoutJarsIsNoMistakeAndAFileThatIsGoneIsLeftOut() {
        assertThat(leftOut(catalogue(folder))).isEmpty();
        assertThat(leftOut(catalogue(folder.resolve("gone.jar"))).get("gone.jar gone.jar"))
                .startsWith("cannot be read as a jar: ");
    }
}
