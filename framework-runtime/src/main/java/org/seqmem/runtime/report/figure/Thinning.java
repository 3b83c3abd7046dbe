// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes large figures light enough for a page, and says so in a note. Of a line it keeps both ends
 * and, in each of equally long stretches, the least and the largest value: what is drawn looks the
 * same, and no spike is lost. Dots are evenly spaced ones.
 */
public final class Thinning {

    /** More panels than this nobody compares. */
    static final int MOST_PANELS = 24;

    /** Of a line: more than there are pixels for. */
    static final int MOST_PLACES = 200;

    /** Of dots in one layer. */
    static final int MOST_DOTS = 600;

    /** Of a heat map. */
    static final int MOST_ROWS = 80;

    private Thinning() {}

    /** The figure itself if it is light, else a lighter one with notes; its CSV file has all. */
    public static Figure of(Figure figure) {
        return of(figure, MOST_PLACES, "the CSV file");
    }

    /**
     * The figure itself if it is light, else a lighter one with notes.
     *
     * @param figure the figure
     * @param mostPlaces of each line, four or more
     * @param all what has all of it, for the notes
     */
    public static Figure of(Figure figure, int mostPlaces, String all) {
        List<Panel> panels =
                figure.panels().stream()
                        .limit(MOST_PANELS)
                        .map(panel -> panel(panel, mostPlaces))
                        .toList();
        Figure thin =
                new Figure(
                        figure.id(), figure.title(), figure.description(), panels, figure.notes());
        if (panels.size() < figure.panels().size()) {
            thin = thin.noting(note("panels", panels.size(), figure.panels().size(), all));
        }
        int[] before = sizes(figure.panels().subList(0, panels.size()));
        int[] after = sizes(panels);
        String[] what = {"places", "rows"};
        for (int i = 0; i < what.length; i++) {
            if (after[i] < before[i]) {
                thin = thin.noting(note(what[i], after[i], before[i], all));
            }
        }
        return thin;
    }

    private static String note(String what, int shown, int count, String all) {
        return String.format(
                Locale.ROOT,
                "Thinned: %,d of %,d %s are drawn; %s has all.",
                shown,
                count,
                what,
                all);
    }

    private static Panel panel(Panel panel, int mostPlaces) {
        if (panel instanceof HeatMap map) {
            return map.rows().size() <= MOST_ROWS
                    ? map
                    : new HeatMap(
                            map.title(),
                            map.value(),
                            map.columns(),
                            map.rows().subList(0, MOST_ROWS),
                            map.cells().stream().filter(c -> c.row() < MOST_ROWS).toList(),
                            map.low(),
                            map.high());
        }
        Plot plot = (Plot) panel;
        return new Plot(
                plot.title(),
                plot.x(),
                plot.y(),
                plot.layers().stream().map(layer -> layer(layer, mostPlaces)).toList());
    }

    private static Layer layer(Layer layer, int mostPlaces) {
        if (layer instanceof Layer.Line line) {
            return new Layer.Line(
                    line.name(), line.ink(), line.style(), extremes(line.marks(), mostPlaces));
        }
        return layer instanceof Layer.Dots dots
                ? new Layer.Dots(dots.name(), dots.ink(), spaced(dots.marks(), MOST_DOTS))
                : layer;
    }

    /** Both ends and, of each stretch between, what is least and what is largest, in order. */
    private static List<Layer.Mark> extremes(List<Layer.Mark> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        int last = all.size() - 1;
        int stretches = most / 2 - 1;
        List<Layer.Mark> kept = new ArrayList<>(most);
        kept.add(all.get(0));
        for (int i = 0; i < stretches; i++) {
            int from = 1 + (int) ((long) i * (last - 1) / stretches);
            int to = 1 + (int) ((long) (i + 1) * (last - 1) / stretches);
            int least = from;
            int largest = from;
            for (int at = from + 1; at < to; at++) {
                if (all.get(at).y() < all.get(least).y()) {
                    least = at;
                }
                if (all.get(at).y() >= all.get(largest).y()) {
                    largest = at;
                }
            }
            kept.add(all.get(Math.min(least, largest)));
            if (least != largest) {
                kept.add(all.get(Math.max(least, largest)));
            }
        }
        kept.add(all.get(last));
        return kept;
    }

    /** Evenly spaced elements, the first and the last among them. */
    private static <T> List<T> spaced(List<T> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<T> spaced = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            spaced.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
        }
        return spaced;
    }

    /** Places of lines and dots, rows of heat maps. */
    private static int[] sizes(List<Panel> panels) {
        int[] sizes = new int[2];
        for (Panel panel : panels) {
            if (panel instanceof HeatMap map) {
                sizes[1] += map.rows().size();
            } else if (panel instanceof Plot plot) {
                for (Layer layer : plot.layers()) {
                    if (layer instanceof Layer.Line line) {
                        sizes[0] += line.marks().size();
                    } else if (layer instanceof Layer.Dots dots) {
                        sizes[0] += dots.marks().size();
                    }
                }
            }
        }
        return sizes;
    }
}
