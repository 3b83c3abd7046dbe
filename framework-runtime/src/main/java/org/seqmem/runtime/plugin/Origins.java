// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** Where classes come from. */
final class Origins {

    private Origins() {}

    /** The jar or directory that a class was loaded from; empty for classes of the platform. */
    static Optional<Path> location(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null
                ? Optional.empty()
                : Optional.ofNullable(source.getLocation()).flatMap(Origins::file);
    }

    /** How a jar or directory is called in messages: a jar by its file name. */
    static String display(Path location) {
        Path name = location.getFileName();
        return name == null || Files.isDirectory(location) ? location.toString() : name.toString();
    }

    /** The same for what a class loader has. */
    static String display(Path location, ClassLoader loader) {
        return loader instanceof PluginLoader plugins
                ? plugins.display(location)
                : display(location);
    }

    /** How the place of a class is called in messages. */
    static String display(Class<?> type) {
        return location(type)
                .map(location -> display(location, type.getClassLoader()))
                .orElse("an unknown place");
    }

    /** The jar or directory that holds a resource. */
    static String holder(URL resource, String name, ClassLoader loader) {
        String text = resource.toString();
        String holder =
                text.endsWith(name) ? text.substring(0, text.length() - name.length()) : text;
        if (holder.startsWith("jar:") && holder.endsWith("!/")) {
            holder = holder.substring("jar:".length(), holder.length() - "!/".length());
        }
        try {
            return file(new URI(holder)).map(location -> display(location, loader)).orElse(holder);
        } catch (URISyntaxException e) {
            return holder;
        }
    }

    /** The file or directory at an address; empty if it is elsewhere, or inside of a jar. */
    static Optional<Path> file(URL url) {
        try {
            return file(url.toURI());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> file(URI uri) {
        return "file".equals(uri.getScheme()) ? Optional.of(Path.of(uri)) : Optional.empty();
    }
}
