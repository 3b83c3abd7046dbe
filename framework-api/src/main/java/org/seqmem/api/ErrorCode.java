// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api;

/** What failed, as a stable name that scripts may test for. */
public enum ErrorCode {
    /** An experiment file or a {@code --set} value is wrong. */
    INVALID_CONFIG(ErrorType.USER),
    /** A command-line argument is wrong. */
    INVALID_ARGUMENT(ErrorType.USER),
    /** A named file, trial or experiment does not exist. */
    NOT_FOUND(ErrorType.USER),
    /** Two plugins of one kind have the same name. */
    DUPLICATE_PLUGIN(ErrorType.USER),
    /** A plugin could not be loaded. */
    PLUGIN_NOT_LOADED(ErrorType.PLUGIN),
    /** A plugin threw. */
    PLUGIN_FAILED(ErrorType.PLUGIN),
    /** A plugin broke its contract, for instance a model that answers with the wrong shape. */
    PLUGIN_CONTRACT(ErrorType.PLUGIN),
    /** The engine or its native libraries could not be loaded. */
    ENGINE_UNAVAILABLE(ErrorType.ENVIRONMENT),
    /** The device asked for does not exist. */
    DEVICE_UNAVAILABLE(ErrorType.ENVIRONMENT),
    /** Memory of the process or the device ran out. */
    OUT_OF_MEMORY(ErrorType.ENVIRONMENT),
    /** The store cannot be opened, read or written. */
    STORE_UNAVAILABLE(ErrorType.ENVIRONMENT),
    /** Reading or writing a file failed. */
    IO(ErrorType.ENVIRONMENT),
    /**
     * The directory of a trial cannot be written to: the disk is full, it was taken away, or
     * another process works there. Says nothing of the trial, which therefore has not ended.
     */
    DIRECTORY_UNWRITABLE(ErrorType.ENVIRONMENT),
    /** A worker process died, more than once: it crashed or was killed. */
    WORKER_DIED(ErrorType.ENVIRONMENT),
    /** A trial gave no sign of life for too long. */
    STALLED(ErrorType.PLUGIN),
    /** A trial took longer than it may. */
    TIME_LIMIT(ErrorType.USER),
    /** A mistake in Seqmem itself. */
    INTERNAL(ErrorType.INTERNAL);

    private final ErrorType type;

    ErrorCode(ErrorType type) {
        this.type = type;
    }

    /** Whose turn it is. */
    public ErrorType type() {
        return type;
    }
}
