// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.util.Optional;

/**
 * A line of the catalogue: a plugin that was found, whether or not it can be used.
 *
 * @param kind the name of its kind; empty when that is unknown because its class did not load
 * @param name its name; the class's name when the plugin could not be asked, the jar's when none of
 *     its classes was loaded
 * @param className the provider class, or the jar likewise
 * @param summary what it is, in one line; empty when it could not be asked
 * @param origin the jar or directory of classes that it came from: the file name of one of Seqmem's
 *     own jars, the path of one that was dropped in
 * @param version the version in the jar's manifest, if that gives one
 * @param artefact title and version of the jar, if its manifest gives them
 * @param leftOut why it cannot be used, in a sentence; empty for an available plugin
 */
public record PluginEntry(
        String kind,
        String name,
        String className,
        String summary,
        String origin,
        Optional<String> version,
        Optional<String> artefact,
        Optional<String> leftOut) {

    /** A jar of which nothing could be loaded. */
    static PluginEntry ofJar(String jar, String reason) {
        return new PluginEntry(
                "", jar, jar, "", jar, Optional.empty(), Optional.empty(), Optional.of(reason));
    }

    /** The same, not available for a reason. */
    PluginEntry leftOutFor(String reason) {
        return new PluginEntry(
                kind, name, className, summary, origin, version, artefact, Optional.of(reason));
    }

    /** Whether experiments can use it. */
    public boolean available() {
        return leftOut.isEmpty();
    }
}
