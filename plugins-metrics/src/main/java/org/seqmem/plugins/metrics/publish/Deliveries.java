// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * Delivers to a receiver that may be away. The first failure is said, further ones are counted, and
 * the count is said at the end; nothing is thrown, since no training depends on who watches. One
 * delivery at a time, from any thread.
 */
final class Deliveries {

    /**
     * For connecting and for an answer: the last delivery takes twice this at most, within the time
     * that a publisher has for closing.
     */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final String receiver;
    private final Consumer<String> notes;
    private int tried;
    private int failed;

    /** Hands over to the receiver. */
    @FunctionalInterface
    interface Delivery {

        /**
         * Hands over once.
         *
         * @throws Exception if it was not taken
         */
        void deliver() throws Exception;
    }

    /**
     * @param receiver who it is, for sentences
     * @param notes takes the sentences
     */
    Deliveries(String receiver, Consumer<String> notes) {
        this.receiver = receiver;
        this.notes = notes;
    }

    /** Delivers once. */
    synchronized void attempt(Delivery delivery) {
        tried++;
        try {
            delivery.deliver();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) { // whatever the library of the outlet throws
            failed++;
            if (failed == 1) {
                notes.accept("cannot deliver to " + receiver + ", and tries on: " + reason(e));
            }
        }
    }

    private static String reason(Exception e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message.strip();
    }

    /** Says how many failed, if they are more than the one that was said. */
    synchronized void sum() {
        if (failed > 1) {
            notes.accept(failed + " of " + tried + " deliveries to " + receiver + " failed");
        }
    }
}
