// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.util.function.LongSupplier;
import org.seqmem.runtime.report.Figures;

/**
 * How far a run has come: on a terminal one line that is drawn over, elsewhere one line per trial.
 * Work is weighed by the estimated cost of trials, so that the time to go is right when large
 * models come last.
 */
final class ProgressDisplay {

    private static final int BAR_WIDTH = 24;
    private static final double NANOS_PER_SECOND = 1e9;

    /** Drawing more often than people read only slows a remote terminal. */
    private static final long LEAST_NANOS_BETWEEN_DRAWINGS = 150_000_000;

    private static final String TO_LINE_START_AND_CLEAR = "\r\u001b[K";

    private final Console console;
    private final LongSupplier nanoTime;
    private final int trials;
    private final double work;
    private final long start;
    private int ended;
    private double workDone;
    private double workUnderWay;
    private String current = "";
    private long lastDrawing;
    private boolean drawn;

    /**
     * @param console where it shows
     * @param trials how many trials will run
     * @param work the sum of their estimated costs, in any unit
     * @param nanoTime a clock that only runs forward
     */
    ProgressDisplay(Console console, int trials, double work, LongSupplier nanoTime) {
        this.console = console;
        this.trials = trials;
        this.work = work;
        this.nanoTime = nanoTime;
        this.start = nanoTime.getAsLong();
        this.lastDrawing = start - LEAST_NANOS_BETWEEN_DRAWINGS;
    }

    /**
     * A trial has come further.
     *
     * @param label what it is
     * @param underWay work done so far on all trials that run now
     */
    void progressed(String label, double underWay) {
        current = label;
        workUnderWay = underWay;
        long now = nanoTime.getAsLong();
        if (console.terminal() && now - lastDrawing >= LEAST_NANOS_BETWEEN_DRAWINGS) {
            lastDrawing = now;
            draw();
        }
    }

    /**
     * A trial has ended.
     *
     * @param label what it was
     * @param result what came out, in a few words
     * @param cost its estimated cost
     */
    void ended(String label, String result, double cost) {
        ended++;
        workDone += cost;
        workUnderWay = 0;
        current = label + "   " + result;
        if (console.terminal()) {
            draw();
        } else {
            console.line(
                    String.format(
                            "%" + String.valueOf(trials).length() + "d/%d   %s   %s",
                            ended,
                            trials,
                            clockAndRest(),
                            current));
        }
    }

    /** Takes the drawn line away, so that something else can be written. */
    void clear() {
        if (drawn) {
            console.out().print(TO_LINE_START_AND_CLEAR);
            console.out().flush();
            drawn = false;
        }
    }

    private void draw() {
        int filled = (int) Math.min(BAR_WIDTH, Math.floor(fraction() * BAR_WIDTH));
        String bar =
                "="
                        .repeat(Math.max(0, filled - 1))
                        .concat(filled > 0 ? ">" : "")
                        .concat(" ".repeat(BAR_WIDTH - filled));
        String line =
                String.format(
                        "training   [%s] %d/%d  %s   %s",
                        bar, ended, trials, clockAndRest(), current);
        console.out()
                .print(
                        TO_LINE_START_AND_CLEAR
                                + line.substring(
                                        0, Math.min(line.length(), console.columns() - 1)));
        console.out().flush();
        drawn = true;
    }

    private String clockAndRest() {
        double elapsed = (nanoTime.getAsLong() - start) / NANOS_PER_SECOND;
        double done = fraction();
        String rest = done > 0 ? Figures.clock(elapsed * (1 - done) / done) : "--:--";
        return Figures.clock(elapsed) + "  eta " + rest;
    }

    private double fraction() {
        return work > 0 ? Math.min(1, (workDone + workUnderWay) / work) : 0;
    }
}
