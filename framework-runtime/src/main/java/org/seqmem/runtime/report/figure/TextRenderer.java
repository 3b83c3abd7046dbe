// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Plots as lines of plain text, for terminals. Lines are drawn as their places, a letter or sign
 * for each layer; of two in one place the later layer is seen.
 */
public final class TextRenderer {

    private static final String SIGNS = "*o+x#@";

    /** What stands beside the data. */
    private static final char NEUTRAL = '.';

    private final int width;
    private final int height;

    /**
     * @param width of the picture, in characters
     * @param height of what lies between the axes, in lines
     */
    public TextRenderer(int width, int height) {
        this.width = width;
        this.height = height;
    }

    /** The lines of a plot, a legend below them. */
    public List<String> lines(Plot plot) {
        Extent x = Extent.tightX(plot);
        Extent y = Extent.tightY(plot);
        String top = Numbers.tick(y.high());
        String bottom = Numbers.tick(y.low());
        int margin = Math.max(top.length(), bottom.length());
        int columns = width - margin - 2;
        char[][] cells = new char[height][columns];
        for (char[] row : cells) {
            Arrays.fill(row, ' ');
        }
        List<String> legend = new ArrayList<>();
        int signs = 0;
        for (Layer layer : plot.layers()) {
            List<Layer.Mark> marks = marks(layer);
            if (!marks.isEmpty()) {
                char sign =
                        layer.ink().neutral() && dashed(layer)
                                ? NEUTRAL
                                : SIGNS.charAt(signs++ % SIGNS.length());
                legend.add(sign + " " + layer.name());
                for (Layer.Mark mark : marks) {
                    double column = part(plot.x(), x, mark.x()) * (columns - 1);
                    double row = (1 - part(plot.y(), y, mark.y())) * (height - 1);
                    if (Double.isFinite(column) && Double.isFinite(row)) {
                        cells[(int) Math.rint(row)][(int) Math.rint(column)] = sign;
                    }
                }
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < height; i++) {
            String label = i == 0 ? top : i == height - 1 ? bottom : "";
            lines.add(
                    (" ".repeat(margin - label.length()) + label + " |" + new String(cells[i]))
                            .stripTrailing());
        }
        lines.add(" ".repeat(margin + 1) + "+" + "-".repeat(columns));
        lines.add(" ".repeat(margin + 2) + below(plot, x, columns));
        lines.add(" ".repeat(margin + 2) + String.join("   ", legend));
        return lines;
    }

    /** First and last value of the horizontal axis at its ends, what it is between them. */
    private static String below(Plot plot, Extent x, int columns) {
        String from = Numbers.tick(x.low());
        String to = Numbers.tick(x.high());
        int free = columns - from.length() - to.length() - plot.x().title().length();
        int before = Math.max(1, free / 2);
        return from
                + " ".repeat(before)
                + plot.x().title()
                + " ".repeat(Math.max(1, free - before))
                + to;
    }

    private static boolean dashed(Layer layer) {
        return layer instanceof Layer.Line line && line.style() == Layer.Line.Style.DASHED;
    }

    private static List<Layer.Mark> marks(Layer layer) {
        return layer instanceof Layer.Line line
                ? line.marks()
                : layer instanceof Layer.Dots dots ? dots.marks() : List.of();
    }

    /** From 0 at the beginning of an axis to 1 at its end; not a number where nothing is drawn. */
    private static double part(Axis axis, Extent extent, double value) {
        if (axis.scale() != Axis.Scale.LOG) {
            return (value - extent.low()) / (extent.high() - extent.low());
        }
        return axis.shows(value)
                ? Math.log(value / extent.low()) / Math.log(extent.high() / extent.low())
                : Double.NaN;
    }
}
