// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/** A memory function drawn in characters, one column per lag. */
final class MemoryPlot {

    /** As wide as fits beside an axis in a narrow terminal. */
    private static final int MOST_LAGS = 64;

    private static final int FEWEST_LAGS = 32;

    /** A smaller part of the largest value is not seen anyway. */
    private static final double INVISIBLE = 0.02;

    private static final int ROWS = 7;

    private MemoryPlot() {}

    /**
     * Draws the lags in which there is something to see.
     *
     * <pre>{@code
     * 1 |        *
     *   |
     * 0 |********-***********************
     *    0                             31
     * }</pre>
     */
    static List<String> of(MemoryFunction memory) {
        double[] values = memory.values(lags(memory));
        double top = Math.max(0, Arrays.stream(values).max().orElse(0));
        double bottom = Math.min(0, Arrays.stream(values).min().orElse(0));
        double step = (top - bottom) / (ROWS - 1);
        int zero = step == 0 ? ROWS - 1 : (int) Math.round(top / step);
        List<String> labels = new ArrayList<>();
        List<StringBuilder> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            boolean ticked = row == 0 || row == zero || row == ROWS - 1;
            double level = row == zero ? 0 : top - row * step;
            labels.add(ticked ? number(level) : "");
            rows.add(new StringBuilder((row == zero ? "-" : " ").repeat(values.length)));
        }
        for (int lag = 0; lag < values.length; lag++) {
            int row = step == 0 ? zero : (int) Math.round((top - values[lag]) / step);
            rows.get(row).setCharAt(lag, '*');
        }
        int width = labels.stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            String label = labels.get(row);
            lines.add(" ".repeat(width - label.length()) + label + " |" + rows.get(row));
        }
        String last = String.valueOf(values.length - 1);
        lines.add(
                " ".repeat(width + 2) + "0" + " ".repeat(values.length - 1 - last.length()) + last);
        lines.replaceAll(String::stripTrailing);
        return lines;
    }

    /** What is claimed about the decay, in a few words. */
    static String decay(MemoryFunction memory) {
        Decay decay = memory.decay();
        if (decay instanceof Decay.Exponential exponential) {
            return "decays exponentially, by exp(-" + number(exponential.rate()) + " s)";
        }
        if (decay instanceof Decay.Polynomial polynomial) {
            return "decays like (1 + s)^-" + number(polynomial.power());
        }
        if (decay instanceof Decay.CompactSupport compact) {
            return "compact support, up to lag " + compact.lastLag();
        }
        return "no claim about its decay";
    }

    private static int lags(MemoryFunction memory) {
        double[] values = memory.values(MOST_LAGS);
        double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        int seen = 0;
        for (int lag = 0; lag < values.length; lag++) {
            if (Math.abs(values[lag]) > INVISIBLE * largest) {
                seen = lag + 1;
            }
        }
        return seen < FEWEST_LAGS * 3 / 4 ? FEWEST_LAGS : MOST_LAGS;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value)
                .replaceFirst("(\\.\\d*?)0+$", "$1")
                .replaceFirst("\\.$", "");
    }
}
