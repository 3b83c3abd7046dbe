// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

/** A value that cannot be what its key needs; the message says what is allowed. */
final class Rejection extends Exception {

    private static final long serialVersionUID = 1L;

    Rejection(String message) {
        super(message, null, false, false);
    }
}
