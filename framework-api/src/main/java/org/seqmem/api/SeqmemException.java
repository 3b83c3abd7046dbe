// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The one exception of Seqmem. Its message is a sentence for the reader of the terminal: what is
 * wrong with which value, where, and what is allowed.
 */
public final class SeqmemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** An error without an underlying cause. */
    public SeqmemException(ErrorCode code, String message) {
        this(code, message, null);
    }

    /** An error with the exception that led to it, or null. */
    public SeqmemException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.code = Objects.requireNonNull(code, "code");
    }

    /** What failed. */
    public ErrorCode code() {
        return code;
    }
}
