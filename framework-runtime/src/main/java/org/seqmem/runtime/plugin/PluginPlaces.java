// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;

/**
 * Where plugins are looked for beside the class path: folders, or single jars. In a folder the jars
 * that stand directly in it share a class loader; each folder in it that has jars gets one of its
 * own. Nothing is loaded from anywhere else.
 *
 * @param places absolute, each once
 */
public record PluginPlaces(List<Path> places) {

    private static final String INSTALLED = "plugins";

    /** No place: only the class path. */
    public static final PluginPlaces NONE = new PluginPlaces(List.of());

    /** Copies the list. */
    public PluginPlaces {
        places = List.copyOf(places);
    }

    /**
     * The folder of the installation, if this process was started from one, and others.
     *
     * @param named folders or jars
     */
    public static PluginPlaces with(List<Path> named) {
        Set<Path> places = new LinkedHashSet<>();
        home().map(home -> home.resolve(INSTALLED))
                .filter(Files::isDirectory)
                .ifPresent(place -> places.add(real(place)));
        named.forEach(place -> places.add(real(place)));
        return new PluginPlaces(List.copyOf(places));
    }

    /** The root of the installation that this process was started from. */
    private static Optional<Path> home() {
        return Optional.ofNullable(System.getProperty("seqmem.home")).map(Path::of);
    }

    private static Path real(Path place) {
        try {
            return place.toRealPath();
        } catch (IOException e) {
            return place.toAbsolutePath().normalize(); // is not there: said by whoever looks
        }
    }

    /** The folders with jars, each with what was found in it. */
    List<PluginFolder> folders() {
        List<PluginFolder> folders = new ArrayList<>();
        places.forEach(place -> add(place, folders));
        return folders;
    }

    private static void add(Path place, List<PluginFolder> folders) {
        if (!Files.isDirectory(place)) {
            Path parent = place.getParent();
            folders.add(new PluginFolder(parent == null ? "" : display(parent), List.of(place)));
            return;
        }
        List<Path> within = list(place);
        addJars(place, within, folders);
        for (Path folder : within) {
            if (Files.isDirectory(folder)) {
                addJars(folder, list(folder), folders);
            }
        }
    }

    private static void addJars(Path folder, List<Path> within, List<PluginFolder> folders) {
        List<Path> jars =
                within.stream()
                        .filter(file -> file.toString().endsWith(".jar"))
                        .filter(Files::isRegularFile)
                        .toList();
        if (!jars.isEmpty()) {
            folders.add(new PluginFolder(display(folder), jars));
        }
    }

    private static List<Path> list(Path folder) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(found::add);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, folder + " cannot be read: " + e.getMessage(), e);
        }
        found.sort(null);
        return found;
    }

    /** As short as it is clear: from the installation, from the working directory, or whole. */
    private static String display(Path folder) {
        Optional<Path> installation = home().map(PluginPlaces::real);
        if (installation.isPresent() && folder.startsWith(installation.get().resolve(INSTALLED))) {
            return slashes(installation.get().relativize(folder));
        }
        Path here = real(Path.of(""));
        return folder.startsWith(here) && !folder.equals(here)
                ? slashes(here.relativize(folder))
                : folder.toString();
    }

    private static String slashes(Path path) {
        return path.toString().replace('\\', '/');
    }
}
