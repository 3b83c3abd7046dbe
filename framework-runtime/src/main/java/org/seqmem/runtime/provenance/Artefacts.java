// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.provenance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * Knows the artefact that a class was loaded from. Each is read once, when first asked for; any
 * thread.
 */
public final class Artefacts {

    private static final String UNPACKAGED = "unpackaged";

    /** Names that say how a directory of classes is laid out, not whose it is. */
    private static final Set<String> LAYOUT =
            Set.of("classes", "test-classes", "target", "main", "test", "java", "build", "out");

    private final Map<Path, Artefact> known = new ConcurrentHashMap<>();

    /**
     * The artefact of a class; empty for classes of the Java platform.
     *
     * @throws SeqmemException if it cannot be read
     */
    public Optional<Artefact> of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null || source.getLocation() == null) {
            return Optional.empty();
        }
        return Optional.of(known.computeIfAbsent(path(source.getLocation()), Artefacts::read));
    }

    /**
     * The artefact of a jar or directory.
     *
     * @throws SeqmemException if it cannot be read
     */
    public Artefact of(Path place) {
        return known.computeIfAbsent(place, Artefacts::read);
    }

    private static Path path(URL location) {
        try {
            return Path.of(location.toURI());
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new SeqmemException(
                    ErrorCode.IO, "classes were loaded from " + location + ", not from a file", e);
        }
    }

    private static Artefact read(Path path) {
        try {
            return Files.isDirectory(path) ? readDirectory(path) : readJar(path);
        } catch (IOException e) {
            throw new SeqmemException(ErrorCode.IO, path + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static Artefact readJar(Path path) throws IOException {
        String fileName = String.valueOf(path.getFileName());
        Sha256 hash = new Sha256();
        addContent(path, hash);
        try (JarFile jar = new JarFile(path.toFile())) {
            return artefact(jar.getManifest(), fileName.replaceFirst("\\.jar$", ""), hash.hex());
        }
    }

    private static Artefact readDirectory(Path directory) throws IOException {
        Sha256 hash = new Sha256();
        for (Path file : filesOf(directory)) {
            // Names are set apart from contents, and '/' makes them equal on every system.
            String name = directory.relativize(file).toString().replace('\\', '/');
            hash.add((name + "\0" + Files.size(file) + "\0").getBytes(UTF_8));
            addContent(file, hash);
        }
        Path manifest = directory.resolve(JarFile.MANIFEST_NAME);
        if (!Files.exists(manifest)) {
            return new Artefact(nameOf(directory), UNPACKAGED, hash.hex());
        }
        try (InputStream in = Files.newInputStream(manifest)) {
            return artefact(new Manifest(in), nameOf(directory), hash.hex());
        }
    }

    private static List<Path> filesOf(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** The last part of the path that is not just layout: the module of a build tree. */
    private static String nameOf(Path directory) {
        for (Path at = directory; at != null && at.getFileName() != null; at = at.getParent()) {
            String name = at.getFileName().toString();
            if (!LAYOUT.contains(name)) {
                return name;
            }
        }
        return "classes";
    }

    private static Artefact artefact(@Nullable Manifest manifest, String name, String sha256) {
        Attributes attributes = manifest == null ? new Attributes() : manifest.getMainAttributes();
        String title = attributes.getValue(Attributes.Name.IMPLEMENTATION_TITLE);
        String version = attributes.getValue(Attributes.Name.IMPLEMENTATION_VERSION);
        return new Artefact(
                title == null ? name : title, version == null ? UNPACKAGED : version, sha256);
    }

    private static void addContent(Path file, Sha256 hash) throws IOException {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                hash.add(buffer, read);
            }
        }
    }
}
