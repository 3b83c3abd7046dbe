// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.launch.Job;
import org.seqmem.api.launch.WorkTimes;

class MessagesTest {

    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final MessageWriter writer = new MessageWriter(stream);
    private final List<String> log = new ArrayList<>();

    private MessageReader reader() {
        return new MessageReader(new ByteArrayInputStream(stream.toByteArray()), log::add);
    }

    @Test
    void readsWhatWasWritten() throws IOException {
        List<Message> messages =
                List.of(
                        new Message.Ready(Message.VERSION, 42),
                        new Message.Run(
                                "0123",
                                "/runs/a b",
                                List.of("lstm", "impulse"),
                                "cpu",
                                Job.Work.MEASURE),
                        new Message.Alive("0123", 77),
                        new Message.Note("0123", "something \u2014 odd"),
                        new Message.Refused(
                                "0123", ErrorCode.DIRECTORY_UNWRITABLE, "the disk is full"),
                        new Message.Timed(
                                "0123",
                                new WorkTimes(
                                        Map.of(
                                                WorkTimes.Part.STEP,
                                                List.of(new WorkTimes.Span(25, 1_250_000))))),
                        new Message.Progress("0123", 10, 100, 0.5, 0.25),
                        new Message.Progress("0123", 20, 100, null, null),
                        new Message.Ended("0123"),
                        new Message.Stop());
        for (Message message : messages) {
            writer.write(message);
        }
        MessageReader reader = reader();
        for (Message message : messages) {
            assertThat(reader.next()).contains(message);
        }
        assertThat(reader.next()).isEmpty();
        assertThat(log).isEmpty();
    }

    @Test
    void takesOtherTextForLog() throws IOException {
        stream.writeBytes("OpenJDK warning\n\nhalf a line".getBytes(StandardCharsets.UTF_8));
        writer.write(new Message.Ended("a"));
        stream.writeBytes("more\n".getBytes(StandardCharsets.UTF_8));
        MessageReader reader = reader();
        assertThat(reader.next()).contains(new Message.Ended("a"));
        assertThat(reader.next()).isEmpty();
        assertThat(log).containsExactly("OpenJDK warning", "half a line", "more");
    }

    @Test
    void takesADamagedRecordForLogAndFindsTheNext() throws IOException {
        stream.writeBytes("\u001e{\"type\":\"ended\",# SIGSEGV\n".getBytes(StandardCharsets.UTF_8));
        stream.writeBytes("\u001e{\"type\":\"unheard-of\"}\n".getBytes(StandardCharsets.UTF_8));
        writer.write(new Message.Ended("a"));
        assertThat(reader().next()).contains(new Message.Ended("a"));
        assertThat(log).hasSize(2);
    }

    @Test
    void survivesAnyBytes() throws IOException {
        Random random = new Random(7);
        byte[] bytes = new byte[100_000];
        random.nextBytes(bytes);
        stream.writeBytes(bytes);
        stream.writeBytes("\n".getBytes(StandardCharsets.UTF_8));
        writer.write(new Message.Ended("a"));
        assertThat(reader().next()).isEqualTo(Optional.of(new Message.Ended("a")));
    }

    @Test
    void refusesAMessageThatAPipeWouldCut() {
        assertThatThrownBy(() -> writer.write(new Message.Ended("x".repeat(5000))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
