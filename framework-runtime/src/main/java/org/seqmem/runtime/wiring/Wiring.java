// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.wiring;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import com.google.inject.Stage;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.cli.Console;

/** Makes objects of the program, each with what it needs. */
public final class Wiring {

    private final Injector injector;

    /**
     * @param console where the program writes
     */
    public Wiring(Console console) {
        // DEVELOPMENT: singletons are made when first asked for, so that --help loads no plugin
        this.injector = Guice.createInjector(Stage.DEVELOPMENT, new RuntimeModule(console));
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
