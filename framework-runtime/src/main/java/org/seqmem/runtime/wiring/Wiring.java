// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import java.util.List;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.cli.Console;
import org.seqmem.runtime.plugin.PluginPlaces;

/** Makes objects of the program, each with what it needs. */
public final class Wiring {

    private final Injector injector;

    /**
     * With the plugins of the class path and of the installation.
     *
     * @param console where the program writes
     */
    public Wiring(Console console) {
        this(console, PluginPlaces.with(List.of()));
    }

    /**
     * @param console where the program writes
     * @param places where plugins are found beside the class path
     */
    public Wiring(Console console, PluginPlaces places) {
        // DEVELOPMENT: singletons are made when first asked for, so that --help loads no plugin
        this.injector = Guice.createInjector(Stage.DEVELOPMENT, new RuntimeModule(console, places));
    }

    /**
     * An object of a type.
     *
     * @throws SeqmemException if making it, or what it needs, failed with one
     */
    public <T> T get(Class<T> type) {
        try {
            return injector.getInstance(type);
        } catch (ProvisionException e) {
            if (e.getCause() instanceof SeqmemException known) {
                throw known;
            }
            throw e;
        }
    }
}
