// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.ApiVersion;

/**
 * The jars of one folder, looked at before any class of them is loaded: which of them can be, and
 * why the others cannot.
 */
final class PluginFolder {

    private static final int NOT_IN_A_CLASS = -1;

    private final String shown;
    private final List<Path> usable = new ArrayList<>();
    private final List<Path> withoutPlugins = new ArrayList<>();
    private final Map<String, List<Path>> providers = new LinkedHashMap<>();
    private final List<PluginEntry> leftOut = new ArrayList<>();

    /**
     * @param shown what it is called in messages; empty for jars that were named one by one
     * @param jars that stand in it
     */
    PluginFolder(String shown, List<Path> jars) {
        this.shown = shown;
        jars.forEach(this::look);
        if (providers.isEmpty()) {
            withoutPlugins.forEach(jar -> leaveOut(jar, listsNothing()));
            usable.removeAll(withoutPlugins);
        }
        providers.forEach(this::requireOne);
    }

    /** What loads its classes; empty if there is nothing to load. */
    Optional<PluginLoader> loader(ClassLoader seqmem) {
        return usable.isEmpty()
                ? Optional.empty()
                : Optional.of(new PluginLoader(seqmem, usable, shown));
    }

    /** What cannot be used. */
    List<PluginEntry> leftOut() {
        return leftOut;
    }

    private void look(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            Optional<String> objection = objection(jar.getManifest());
            if (objection.isPresent()) {
                leaveOut(file, objection.get());
                return;
            }
            usable.add(file);
            List<String> listed = listed(jar);
            for (String className : listed) {
                if (jar.getEntry(classFile(className)) != null) {
                    providers.computeIfAbsent(className, name -> new ArrayList<>()).add(file);
                } else {
                    providers.computeIfAbsent(className, name -> new ArrayList<>());
                }
            }
            if (!listed.isEmpty()) {
                return;
            }
            withoutPlugins.add(file);
            if (isMeantForSeqmem(jar)) {
                leaveOut(file, listsNothing());
            }
        } catch (IOException | SecurityException e) {
            leaveOut(file, "cannot be read as a jar: " + e.getMessage());
        }
    }

    /** Says what is wrong with the version that a jar was built for. */
    private static Optional<String> objection(@Nullable Manifest manifest) {
        String version =
                manifest == null
                        ? null
                        : manifest.getMainAttributes().getValue(ApiVersion.MANIFEST_ENTRY);
        if (version == null || version.strip().equals(String.valueOf(ApiVersion.CURRENT))) {
            return Optional.empty();
        }
        return Optional.of(
                "was built for "
                        + ApiVersion.MANIFEST_ENTRY
                        + " "
                        + version.strip()
                        + ", this Seqmem has "
                        + ApiVersion.CURRENT
                        + "; a version of it for this Seqmem is needed");
    }

    private static List<String> listed(JarFile jar) throws IOException {
        ZipEntry services = jar.getEntry(Discovery.SERVICES);
        if (services == null) {
            return List.of();
        }
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                jar.getInputStream(services), StandardCharsets.UTF_8))) {
            return reader.lines().map(Discovery::className).flatMap(Optional::stream).toList();
        }
    }

    /**
     * Whether a jar that lists no plugin was meant to: it names the version of the API, or has a
     * class called ...Plugin that uses the API. Others are libraries of the plugins beside them.
     */
    private static boolean isMeantForSeqmem(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        if (manifest != null
                && manifest.getMainAttributes().getValue(ApiVersion.MANIFEST_ENTRY) != null) {
            return true;
        }
        List<? extends ZipEntry> candidates =
                jar.stream().filter(entry -> entry.getName().endsWith("Plugin.class")).toList();
        for (ZipEntry candidate : candidates) {
            try (InputStream stream = jar.getInputStream(candidate)) {
                String bytes = new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
                if (bytes.indexOf("org/seqmem/api/") != NOT_IN_A_CLASS) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String listsNothing() {
        return "lists no plugin: " + Discovery.SERVICES + " is missing in it, or empty";
    }

    /** Which of two copies would be loaded is chance: neither is. */
    private void requireOne(String className, List<Path> jars) {
        if (jars.size() > 1) {
            String names =
                    jars.stream()
                            .map(jar -> PluginLoader.display(shown, jar))
                            .collect(Collectors.joining(" and "));
            for (Path jar : jars) {
                leaveOut(
                        jar,
                        "has the plugin "
                                + className
                                + " once more: "
                                + names
                                + ". Remove one of them");
                usable.remove(jar);
            }
        }
    }

    private void leaveOut(Path jar, String reason) {
        String name = PluginLoader.display(shown, jar);
        boolean known = leftOut.stream().anyMatch(entry -> entry.origin().equals(name));
        if (!known) {
            leftOut.add(PluginEntry.ofJar(name, reason));
        }
    }

    private static String classFile(String className) {
        return className.replace('.', '/') + ".class";
    }
}
