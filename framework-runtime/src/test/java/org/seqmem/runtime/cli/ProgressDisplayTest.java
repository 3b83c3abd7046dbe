// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private static final long SECOND = 1_000_000_000L;

    private final StringWriter written = new StringWriter();
    private final AtomicLong clock = new AtomicLong(5 * SECOND);

    private ProgressDisplay display(boolean terminal, int columns) {
        PrintWriter out = new PrintWriter(written);
        return new ProgressDisplay(
                new Console(out, out, terminal, false, columns), 4, 100, clock::get);
    }

    @Test
    void writesOneLinePerTrialToAFile() {
        ProgressDisplay display = display(false, 120);
        clock.addAndGet(10 * SECOND);
        display.progressed("lstm | impulse delay=8", 5);
        display.ended("lstm | impulse delay=8", "nmse 1.0e-01", 25);
        assertThat(written)
                .hasToString(
                        "1/4   00:10  eta 00:30   lstm | impulse delay=8   nmse 1.0e-01"
                                + System.lineSeparator());
    }

    @Test
    void weighsTheTimeToGoByCostAndNotByCount() {
        ProgressDisplay display = display(false, 120);
        clock.addAndGet(10 * SECOND);
        display.ended("small", "", 1);
        assertThat(written.toString()).contains("eta 16:30");
    }

    @Test
    void drawsOverItsLineOnATerminal() {
        ProgressDisplay display = display(true, 120);
        clock.addAndGet(10 * SECOND);
        display.progressed("lstm | impulse delay=8", 50);
        assertThat(written)
                .hasToString(
                        "\r\u001b[Ktraining   [===========>            ] 0/4  00:10  eta 00:10"
                                + "   lstm | impulse delay=8");
        display.clear();
        assertThat(written.toString()).endsWith("\r\u001b[K").doesNotContain("\n");
    }

    @Test
    void neverWrapsTheLineOfATerminal() {
        ProgressDisplay display = display(true, 70);
        display.progressed("a model with a very long name | a task with a very long name", 50);
        assertThat(written.toString().replace("\r\u001b[K", "")).hasSize(69);
    }

    @Test
    void drawsSeldomWhenProgressIsFast() {
        ProgressDisplay display = display(true, 120);
        display.progressed("a", 1);
        int length = written.toString().length();
        display.progressed("b", 2);
        assertThat(written.toString()).hasSize(length);
    }
}
