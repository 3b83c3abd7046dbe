// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes messages, each in one piece; any thread. */
public final class MessageWriter {

    static final int RECORD_SEPARATOR = 0x1E;
    static final int NEWLINE = '\n';

    /** A pipe takes this much at once, unmixed with what other writers put into it. */
    static final int LONGEST = 4096;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final OutputStream out;

    /**
     * @param out where to
     */
    public MessageWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes a message.
     *
     * @throws IOException if the other side is gone
     * @throws IllegalArgumentException if the message is longer than the protocol allows
     */
    public synchronized void write(Message message) throws IOException {
        ByteArrayOutputStream record = new ByteArrayOutputStream();
        record.write(RECORD_SEPARATOR);
        JSON.writerFor(Message.class)
                .without(com.fasterxml.jackson.core.JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValue(record, message);
        record.write(NEWLINE);
        if (record.size() > LONGEST) {
            throw new IllegalArgumentException(
                    "a message of " + record.size() + " bytes; at most " + LONGEST);
        }
        record.writeTo(out);
        out.flush();
    }
}
