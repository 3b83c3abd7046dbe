// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.trial;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * {@code log.txt}: how a trial went, with whatever was logged while it ran, and the only place of
 * stack traces.
 */
public final class TrialLog implements AutoCloseable {

    /** Enough to see what happened, few enough to be shown whole. */
    private static final int TAIL_LINES = 20;

    /** What that many lines are, stack traces between them included. */
    private static final int TAIL_BYTES = 1 << 16;

    private static final Pattern STACK_FRAME = Pattern.compile("\\s+(at |\\.\\.\\. \\d+ more)");

    private final Path file;
    private final Optional<FileAppender<ILoggingEvent>> appender;

    /** Goes on with a log, and listens to what is logged from now on. */
    TrialLog(Path file) {
        this.file = file;
        try {
            Files.writeString(file, "", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage(),
                    e);
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
            throw new SeqmemException(
                    ErrorCode.DIRECTORY_UNWRITABLE,
                    file + " cannot be written: " + e.getMessage(),
                    e);
        }
    }

    /** Adds a stack trace. */
    void trace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        line(text.toString().stripTrailing());
    }

    /** Its last lines. */
    List<String> tail() {
        return tail(file);
    }

    /**
     * The last lines of a log, at most {@value #TAIL_LINES}, without the frames of stack traces;
     * none if it cannot be read.
     *
     * @param file the log
     */
    public static List<String> tail(Path file) {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, log.length() - TAIL_BYTES);
            byte[] bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
            List<String> lines =
                    new String(bytes, StandardCharsets.UTF_8)
                            .lines()
                            .skip(from > 0 ? 1 : 0) // the first is cut
                            .filter(line -> !STACK_FRAME.matcher(line).lookingAt())
                            .toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of(); // nobody has logged anything
        }
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
