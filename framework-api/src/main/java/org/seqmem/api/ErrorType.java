// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

/** Whose turn it is when something fails; decides the exit status of the command line. */
public enum ErrorType {
    /** The input is wrong: the user can mend it. Exit status 2. */
    USER,
    /** A plugin broke its contract or failed: its author can mend it. Exit status 1. */
    PLUGIN,
    /** The surroundings do not allow it: engine, disk, device, port. Exit status 3. */
    ENVIRONMENT,
    /** A mistake in Seqmem itself. Exit status 3. */
    INTERNAL
}
