// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * {@code log.txt}: how a trial went, with whatever was logged while it ran, and the only place of
 * stack traces.
 */
final class TrialLog implements AutoCloseable {

    private final Path file;
    private final Optional<FileAppender<ILoggingEvent>> appender;

    /** Begins an empty log, and listens to what is logged from now on. */
    TrialLog(Path file) {
        this.file = file;
        try {
            Files.writeString(file, "");
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO, file + " cannot be written: " + e.getMessage(), e);
        }
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        this.appender =
                factory instanceof LoggerContext context
                        ? Optional.of(listenIn(context, file))
                        : Optional.empty();
    }

    /** Adds a line. */
    void line(String text) {
        try {
            Files.writeString(file, text + System.lineSeparator(), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a stack trace. */
    void trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        line(text.toString().stripTrailing());
    }

    @Override
    public void close() {
        appender.ifPresent(
                listening -> {
                    root((LoggerContext) listening.getContext()).detachAppender(listening);
                    listening.stop();
                });
    }

    private static FileAppender<ILoggingEvent> listenIn(LoggerContext context, Path file) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern("%-5level %logger{24} - %msg%n%ex");
        encoder.start();
        FileAppender<ILoggingEvent> appender = new FileAppender<>();
        appender.setContext(context);
        appender.setName("trial");
        appender.setFile(file.toString());
        appender.setAppend(true);
        appender.setEncoder(encoder);
        appender.start();
        root(context).addAppender(appender);
        return appender;
    }

    private static Logger root(LoggerContext context) {
        return context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    }
}
