// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one folder of plugins. What plugins and Seqmem talk about, and what exists
 * only once in a process because native code hangs on it, comes from Seqmem: its API, DJL, SLF4J
 * and Micrometer. Everything else comes from the folder or from Java itself, so a folder may bring
 * any version of a library, also of one that Seqmem or another plugin uses.
 */
final class PluginLoader extends URLClassLoader {

    /** Packages that plugins share with Seqmem, whatever their jars bring. */
    private static final List<String> SHARED =
            List.of(
                    "org.seqmem.api.",
                    "ai.djl.",
                    "org.slf4j.",
                    "io.micrometer.",
                    "org.jspecify.annotations.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader seqmem;
    private final List<Path> jars;
    private final String shownFolder;

    /**
     * @param seqmem has the shared packages
     * @param jars of the folder
     * @param shownFolder what the folder is called in messages
     */
    PluginLoader(ClassLoader seqmem, List<Path> jars, String shownFolder) {
        super("plugins of " + shownFolder, urls(jars), ClassLoader.getPlatformClassLoader());
        this.seqmem = seqmem;
        this.jars = List.copyOf(jars);
        this.shownFolder = shownFolder;
    }

    private static URL[] urls(List<Path> jars) {
        URL[] urls = new URL[jars.size()];
        for (int i = 0; i < urls.length; i++) {
            try {
                urls[i] = jars.get(i).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(jars.get(i).toString(), e); // files have URLs
            }
        }
        return urls;
    }

    /** Whether plugins get a class of this name from Seqmem. */
    static boolean isShared(String className) {
        return SHARED.stream().anyMatch(className::startsWith);
    }

    /** All jars of the folder: what its plugins may be made of. */
    List<Path> jars() {
        return jars;
    }

    /** What one of the jars is called in messages. */
    String display(Path jar) {
        return display(shownFolder, jar);
    }

    static String display(String shownFolder, Path jar) {
        return shownFolder.isEmpty()
                ? String.valueOf(jar.getFileName())
                : shownFolder + "/" + jar.getFileName();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return isShared(name) ? seqmem.loadClass(name) : super.loadClass(name, resolve);
    }

    /** Only the folder's own: the services of Seqmem are not those of a plugin. */
    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return findResources(name);
    }

    /** Only the folder's own. */
    @Override
    public @Nullable URL getResource(String name) {
        return findResource(name);
    }
}
