// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.seqmem.api.Plugin;

class ArtefactsTest {

    private static final EngineVersions ENGINE = new EngineVersions("0.35.1", "2.7.1");

    @TempDir Path folder;

    /** A class to load from elsewhere. */
    public static final class Guest {}

    @Test
    void readsTitleAndVersionFromTheManifest() throws Exception {
        Artefact artefact = artefact(new Artefacts(), jar("guest.jar", "Guests", "1.2", "hello"));

        assertThat(artefact.title()).isEqualTo("Guests");
        assertThat(artefact.version()).isEqualTo("1.2");
    }

    @Test
    void hashesTheBytesOfAJar() throws Exception {
        Path jar = jar("guest.jar", "Guests", "1.2", "hello");
        String sum = new Sha256().add(Files.readAllBytes(jar)).hex();

        assertThat(artefact(new Artefacts(), jar).sha256()).isEqualTo(sum).hasSize(64);
    }

    @Test
    void callsAJarWithoutManifestByItsFile() throws Exception {
        Artefact artefact = artefact(new Artefacts(), jar("guest-0.jar", null, null, "hello"));

        assertThat(artefact.title()).isEqualTo("guest-0");
        assertThat(artefact.version()).isEqualTo("unpackaged");
    }

    @Test
    void readsAnArtefactOnce() throws Exception {
        Path classes = directory("module/target/classes", "hello");
        Artefacts artefacts = new Artefacts();
        Artefact first = artefact(artefacts, classes);
        Files.writeString(classes.resolve("more.txt"), "later");

        assertThat(artefact(artefacts, classes)).isEqualTo(first);
        assertThat(artefact(new Artefacts(), classes)).isNotEqualTo(first);
    }

    @Test
    void namesADirectoryOfClassesByItsModule() throws Exception {
        Artefact artefact = artefact(new Artefacts(), directory("module/target/classes", "hello"));

        assertThat(artefact.title()).isEqualTo("module");
        assertThat(artefact.version()).isEqualTo("unpackaged");
    }

    @Test
    void hashesNamesAndContentsOfADirectory() throws Exception {
        String hash = artefact(new Artefacts(), directory("a/classes", "hello")).sha256();

        assertThat(artefact(new Artefacts(), directory("b/classes", "hello")).sha256())
                .isEqualTo(hash);
        assertThat(artefact(new Artefacts(), directory("c/classes", "hellO")).sha256())
                .isNotEqualTo(hash);
        Path renamed = directory("d/classes", "hello");
        Files.move(renamed.resolve("text.txt"), renamed.resolve("next.txt"));
        assertThat(artefact(new Artefacts(), renamed).sha256()).isNotEqualTo(hash);
    }

    @Test
    void findsNoneForThePlatform() {
        assertThat(new Artefacts().of(String.class)).isEmpty();
    }

    @Test
    void putsRuntimeAndApiIntoEveryFingerprint() {
        Artefacts artefacts = new Artefacts();

        assertThat(new Fingerprints(artefacts, ENGINE).artefacts(List.of(JsonNode.class)))
                .containsExactlyInAnyOrder(
                        artefacts.of(Plugin.class).orElseThrow(),
                        artefacts.of(Fingerprints.class).orElseThrow(),
                        artefacts.of(JsonNode.class).orElseThrow());
    }

    @Test
    void fingerprintsWhatIsWrittenDown() {
        // printf 'djl\0000.35.1\npytorch\0002.7.1\na\0001\000ff\nb\0002\000ee\n' | sha256sum
        String expected = "8752a1b3b9da";
        Fingerprints fingerprints = new Fingerprints(new Artefacts(), ENGINE);
        Artefact a = new Artefact("a", "1", "ff");
        Artefact b = new Artefact("b", "2", "ee");

        assertThat(fingerprints.of(new TreeSet<>(List.of(b, a)))).isEqualTo(expected);
    }

    @Test
    void fingerprintsTellContentVersionAndEngineApart() {
        Fingerprints fingerprints = new Fingerprints(new Artefacts(), ENGINE);
        Fingerprints newer =
                new Fingerprints(new Artefacts(), new EngineVersions("0.35.1", "2.8.0"));
        Artefact artefact = new Artefact("a", "1", "ff");

        assertThat(
                        List.of(
                                one(fingerprints, artefact),
                                one(fingerprints, new Artefact("a", "1", "fe")),
                                one(fingerprints, new Artefact("a", "2", "ff")),
                                one(newer, artefact)))
                .doesNotHaveDuplicates();
    }

    private static String one(Fingerprints fingerprints, Artefact artefact) {
        return fingerprints.of(new TreeSet<>(List.of(artefact)));
    }

    private static Artefact artefact(Artefacts artefacts, Path place) throws Exception {
        URL[] urls = {place.toUri().toURL()};
        // Without a parent, the class comes from the place itself.
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            return artefacts.of(loader.loadClass(Guest.class.getName())).orElseThrow();
        }
    }

    private Path jar(String name, @Nullable String title, @Nullable String version, String content)
            throws IOException {
        Path jar = folder.resolve(name);
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (title != null) {
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_TITLE, title);
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, version);
        }
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            entries.putNextEntry(new JarEntry(classFile()));
            entries.write(bytes());
            entries.putNextEntry(new JarEntry("text.txt"));
            entries.write(content.getBytes(UTF_8));
        }
        return jar;
    }

    private Path directory(String name, String content) throws IOException {
        Path directory = folder.resolve(name);
        Path file = directory.resolve(classFile());
        Files.createDirectories(file.getParent());
        Files.write(file, bytes());
        Files.writeString(directory.resolve("text.txt"), content);
        return directory;
    }

    private static String classFile() {
        return Guest.class.getName().replace('.', '/') + ".class";
    }

    private static byte[] bytes() throws IOException {
        try (InputStream in = Guest.class.getClassLoader().getResourceAsStream(classFile())) {
            return in.readAllBytes();
        }
    }
}
