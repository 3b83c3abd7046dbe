// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

/** Which finished trials are run again although the store has them. */
public enum Rerun {
    /** Those that failed. */
    FAILED,
    /** Those that diverged. */
    DIVERGED,
    /** Those made by other versions of their plugins. */
    STALE,
    /** Every one. */
    ALL
}
