// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.List;
import org.seqmem.api.Plugin;
import org.seqmem.api.Use;
import org.seqmem.api.model.ModelPlugin;
import org.seqmem.runtime.config.Binder;
import org.seqmem.runtime.config.Bound;
import org.seqmem.runtime.config.Problems;
import org.seqmem.runtime.plugin.Catalogue;
import org.seqmem.runtime.plugin.PluginDefaults;

/** Plugins of the class path, by name, as a run opens them. */
final class Plugins {

    private final Catalogue catalogue = Catalogue.discover(Plugins.class.getClassLoader());
    private final Binder binder = new Binder(catalogue, new PluginDefaults());

    /** The plugin of a name. */
    <K extends Plugin<?>> K plugin(Class<? super K> kind, String name) {
        return catalogue
                .<K>find(kind, name)
                .orElseThrow(
                        () -> new IllegalArgumentException("no plugin is called \"" + name + "\""));
    }

    /** All models that need no file. */
    List<String> models() {
        return catalogue.names(ModelPlugin.class).stream()
                .filter(name -> !name.equals("torchscript"))
                .toList();
    }

    /**
     * Binds a plugin with settings over its defaults.
     *
     * @param settings {@code key=value}
     */
    <K extends Plugin<?>> Use<K> use(Class<? super K> kind, String name, String... settings) {
        Problems problems = new Problems("benchmark");
        return binder.<K>bindUse(kind, name, List.of(settings), problems)
                .map(Bound::value)
                .orElseThrow(() -> new IllegalArgumentException(problems.render()));
    }
}
