// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.launch;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.seqmem.api.SeqmemException;
import org.seqmem.runtime.trial.worker.Message;

/** A worker as the pool sees it. */
interface Worker extends AutoCloseable {

    /** Starts workers. */
    @FunctionalInterface
    interface Starter {

        /**
         * Starts a worker and waits until it is ready.
         *
         * @param slot for which place, counted from 0
         * @param log takes every line that it prints
         * @throws SeqmemException ENGINE_UNAVAILABLE if it does not come up
         */
        Worker start(int slot, Consumer<String> log);
    }

    /** Sends a message; if the worker is gone, {@link #next} tells. Any thread. */
    void send(Message message);

    /** The worker's next message; empty when it is gone. Blocks. */
    Optional<Message> next();

    /** How it ended, in a few words. */
    String ending();

    /** How much memory it has, in bytes; empty if that cannot be told. Any thread. */
    OptionalLong memory();

    /** Ends it at once, whatever it does; {@link #next} then tells that it is gone. Any thread. */
    void kill();

    /** Ends it: politely, then by force. */
    @Override
    void close();
}
