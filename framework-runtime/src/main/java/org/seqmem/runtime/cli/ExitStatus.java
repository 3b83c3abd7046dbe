// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import org.seqmem.api.ErrorType;

/** What the program's exit status means. */
final class ExitStatus {

    /** All is well: every trial completed. */
    static final int OK = 0;

    /** Some trials failed, stopped or diverged, or a plugin failed. */
    static final int INCOMPLETE = 1;

    /** The user's input is wrong. */
    static final int WRONG_INPUT = 2;

    /** The environment is: engine, disk, device. */
    static final int WRONG_ENVIRONMENT = 3;

    private ExitStatus() {}

    static int of(ErrorType type) {
        return switch (type) {
            case USER -> WRONG_INPUT;
            case PLUGIN -> INCOMPLETE;
            case ENVIRONMENT, INTERNAL -> WRONG_ENVIRONMENT;
        };
    }
}
