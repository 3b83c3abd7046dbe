// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/**
 * Ctrl-C and SIGTERM while a plan runs: the first asks it to stop, the second ends the process.
 * Shutdown hooks would not do: with them the virtual machine ignores a second Ctrl-C.
 */
final class Interrupts implements AutoCloseable {

    /** 128 + SIGINT, by which a shell knows that a program was interrupted. */
    private static final int INTERRUPTED = 130;

    private static final String[] SIGNALS = {"INT", "TERM"};

    private final SignalHandler[] before = new SignalHandler[SIGNALS.length];
    private volatile boolean interrupted;

    /**
     * Handles interrupts until closed.
     *
     * @param stop called at the first, on a thread of its own
     */
    Interrupts(Runnable stop) {
        this(stop, INTERRUPTED);
    }

    /**
     * Handles interrupts until closed.
     *
     * @param stop called at the first, on a thread of its own
     * @param status with which the process leaves at the second
     */
    Interrupts(Runnable stop, int status) {
        SignalHandler handler =
                signal -> {
                    if (interrupted) {
                        Runtime.getRuntime().halt(status);
                    }
                    interrupted = true;
                    stop.run();
                };
        for (int i = 0; i < SIGNALS.length; i++) {
            before[i] = Signal.handle(new Signal(SIGNALS[i]), handler);
        }
    }

    /** Whether there was one. */
    boolean happened() {
        return interrupted;
    }

    @Override
    public void close() {
        for (int i = 0; i < SIGNALS.length; i++) {
            Signal.handle(new Signal(SIGNALS[i]), before[i]);
        }
    }
}
