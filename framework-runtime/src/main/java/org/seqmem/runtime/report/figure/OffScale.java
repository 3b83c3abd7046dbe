// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.seqmem.runtime.report.Figures;

/**
 * Zeros, and what is next to nothing, on logarithmic axes, which have no place for them: bands are
 * cut at the lower end of the axis, other marks are left out, and a note says so.
 */
public final class OffScale {

    private OffScale() {}

    /** The ranges of a band that a plot has places for, each cut at the end of its axis. */
    static List<Layer.Band.Range> drawn(Plot plot, Layer.Band band) {
        double least = Extent.y(plot).low();
        List<Layer.Band.Range> drawn = new ArrayList<>();
        for (Layer.Band.Range range : band.ranges()) {
            if (plot.x().shows(range.x()) && plot.y().shows(range.high())) {
                double low = plot.y().shows(range.low()) ? range.low() : least;
                drawn.add(new Layer.Band.Range(range.x(), low, range.high()));
            }
        }
        return drawn;
    }

    /** The figure itself if every place of its data is drawn, else with a note. */
    public static Figure noted(Figure figure) {
        int cut = 0;
        int leftOut = 0;
        for (Panel panel : figure.panels()) {
            if (panel instanceof Plot plot) {
                for (Layer layer : plot.layers()) {
                    if (layer instanceof Layer.Band band) {
                        cut += (int) band.ranges().stream().filter(r -> isCut(plot, r)).count();
                    } else if (layer instanceof Layer.Dots dots) {
                        leftOut += leftOut(plot, dots.marks());
                    } else if (layer instanceof Layer.Line line && line.style().solid()) {
                        leftOut += leftOut(plot, line.marks());
                    }
                }
            }
        }
        Figure noted = figure;
        if (leftOut > 0) {
            noted =
                    noted.noting(
                            "A logarithmic axis has no place for 0 or less than "
                                    + Numbers.tick(Axis.LEAST)
                                    + ": "
                                    + Figures.count(leftOut, "place")
                                    + (leftOut == 1 ? " is" : " are")
                                    + " not drawn; the CSV file has all.");
        }
        return cut > 0
                ? noted.noting(
                        "A band that reaches down to 0 is cut at the lower end of its axis, in "
                                + Figures.count(cut, "place")
                                + ".")
                : noted;
    }

    private static boolean isCut(Plot plot, Layer.Band.Range range) {
        return plot.y().shows(range.high()) && !plot.y().shows(range.low());
    }

    private static int leftOut(Plot plot, List<Layer.Mark> marks) {
        return (int)
                marks.stream()
                        .filter(mark -> !plot.x().shows(mark.x()) || !plot.y().shows(mark.y()))
                        .count();
    }
}
