// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.Optional;
import java.util.function.Consumer;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.worker.Message;

/** A worker as its driver sees it: one conversation, one job at a time. */
interface Worker extends AutoCloseable {

    /** Starts workers. */
    @FunctionalInterface
    interface Starter {

        /**
         * Starts a worker and waits until it is ready.
         *
         * @param log takes every line that it prints
         * @throws SeqmemException ENGINE_UNAVAILABLE if it does not come up
         */
        Worker start(Consumer<String> log);
    }

    /** Sends a message; if the worker is gone, {@link #next} tells. Any thread. */
    void send(Message message);

    /** The worker's next message; empty when it is gone. Blocks. */
    Optional<Message> next();

    /** How it ended, in a few words. */
    String ending();

    /** Ends it: politely, then by force. */
    @Override
    void close();
}
