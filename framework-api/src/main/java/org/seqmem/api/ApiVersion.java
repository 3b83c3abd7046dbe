// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

/**
 * The version of the contract between Seqmem and its plugins. It is raised by every change that
 * could break a plugin, so a plugin works where the number is the one it was built for.
 */
public final class ApiVersion {

    /** The version of this API. */
    public static final int CURRENT = 1;

    /**
     * The entry of a jar's manifest that names the version which its plugins were built for. A jar
     * with another number is left out before any of its classes is loaded; one without an entry is
     * tried.
     */
    public static final String MANIFEST_ENTRY = "Seqmem-Api";

    private ApiVersion() {}
}
