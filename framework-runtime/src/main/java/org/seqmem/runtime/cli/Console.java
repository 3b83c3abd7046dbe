// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;

/**
 * The terminal, or the file, that a command writes to.
 *
 * @param out results
 * @param err errors and remarks
 * @param terminal whether {@code out} is a terminal: a line may be drawn over again
 * @param colour whether escape sequences for colour may be written
 * @param columns the width of a line
 */
public record Console(
        PrintWriter out, PrintWriter err, boolean terminal, boolean colour, int columns) {

    /** Narrower than this, tables are unreadable anyway: better to let the terminal wrap. */
    private static final int FEWEST_COLUMNS = 60;

    private static final int COLUMNS_OF_A_FILE = 120;

    /**
     * The console of this process. Java cannot ask whether its output is a terminal; the start
     * script can, and says so in system properties.
     */
    public static Console ofProcess() {
        // the terminal's; System.out of JDK 17 does not tell
        Charset encoding = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        boolean terminal = Boolean.getBoolean("seqmem.terminal");
        boolean colour = terminal && System.getenv("NO_COLOR") == null;
        int columns = Integer.getInteger("seqmem.columns", COLUMNS_OF_A_FILE);
        return new Console(
                new PrintWriter(System.out, true, encoding),
                new PrintWriter(System.err, true, encoding),
                terminal,
                colour,
                columns < FEWEST_COLUMNS ? COLUMNS_OF_A_FILE : columns);
    }

    /** One that shows nothing to anybody. */
    public static Console nowhere() {
        PrintWriter nothing = new PrintWriter(Writer.nullWriter());
        return new Console(nothing, nothing, false, false, COLUMNS_OF_A_FILE);
    }

    /** A line of results. */
    public void line(String text) {
        out.println(text);
    }

    /** An empty line between results. */
    public void line() {
        out.println();
    }

    /** A remark that is no result. */
    public void remark(String text) {
        err.println(text);
    }

    /** Text that stands back: shown faint where colour is allowed. */
    public String faint(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    /** Text that stands out: shown bold where colour is allowed. */
    public String strong(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }
}
