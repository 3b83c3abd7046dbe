// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plugin;

import java.util.Optional;

/**
 * A line of the catalogue: a plugin that was found, whether or not it can be used.
 *
 * @param kind the name of its kind; empty when that is unknown because its class did not load
 * @param name its name; the class's name when the plugin could not be asked
 * @param className the provider class
 * @param summary what it is, in one line; empty when it could not be asked
 * @param origin the jar (its file name) or directory of classes that it came from
 * @param artefact title and version of the jar, if its manifest gives them
 * @param leftOut why it cannot be used, in a sentence; empty for an available plugin
 */
public record PluginEntry(
        String kind,
        String name,
        String className,
        String summary,
        String origin,
        Optional<String> artefact,
        Optional<String> leftOut) {

    /** Whether experiments can use it. */
    public boolean available() {
        return leftOut.isEmpty();
    }
}
