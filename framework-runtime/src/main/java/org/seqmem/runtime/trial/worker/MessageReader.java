// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads messages from a stream in which other text may stand between them. One thread. */
public final class MessageReader {

    /** A log line without an end is handed on in pieces of this length. */
    private static final int LONGEST_LINE = 8192;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InputStream in;
    private final Consumer<String> log;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    /**
     * @param in where from
     * @param log takes every line that is not a message
     */
    public MessageReader(InputStream in, Consumer<String> log) {
        this.in = new BufferedInputStream(in);
        this.log = log;
    }

    /**
     * The next message; empty at the end of the stream. Blocks until there is one.
     *
     * @throws IOException if reading fails
     */
    public Optional<Message> next() throws IOException {
        boolean inRecord = false;
        for (int read = in.read(); read >= 0; read = in.read()) {
            if (read == MessageWriter.RECORD_SEPARATOR) {
                handOn();
                inRecord = true;
            } else if (read == MessageWriter.NEWLINE) {
                Optional<Message> message = inRecord ? parse() : Optional.empty();
                if (message.isPresent()) {
                    line.reset();
                    return message;
                }
                handOn();
                inRecord = false;
            } else {
                line.write(read);
                if (line.size() >= LONGEST_LINE) {
                    handOn();
                    inRecord = false;
                }
            }
        }
        handOn();
        return Optional.empty();
    }

    private Optional<Message> parse() {
        try {
            return Optional.of(JSON.readValue(line.toByteArray(), Message.class));
        } catch (JsonProcessingException e) {
            return Optional.empty(); // foreign bytes got into the record: it is log
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private void handOn() {
        if (line.size() > 0) {
            log.accept(line.toString(StandardCharsets.UTF_8));
            line.reset();
        }
    }
}
