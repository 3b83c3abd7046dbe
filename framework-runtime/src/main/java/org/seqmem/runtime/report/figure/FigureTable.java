// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.seqmem.runtime.report.export.Table;

/** The numbers behind a figure: a row per mark. */
public final class FigureTable {

    private static final List<String> COLUMNS =
            List.of(
                    "panel",
                    "layer",
                    "kind",
                    "x",
                    "y",
                    "x_name",
                    "y_name",
                    "low",
                    "high",
                    "text",
                    "trial_id");

    private FigureTable() {}

    /** All marks of a figure, in the order in which they are drawn. */
    public static Table of(Figure figure) {
        return new Table(
                figure.id(), COLUMNS, rows -> figure.panels().forEach(panel -> panel(panel, rows)));
    }

    private static void panel(Panel panel, Consumer<? super List<@Nullable Object>> rows) {
        if (panel instanceof HeatMap map) {
            for (HeatMap.Cell cell : map.cells()) {
                rows.accept(
                        Arrays.asList(
                                map.title(),
                                map.value(),
                                "cell",
                                (double) cell.column(),
                                (double) cell.row(),
                                map.columns().get(cell.column()),
                                map.rows().get(cell.row()),
                                cell.value(),
                                cell.value(),
                                cell.text(),
                                cell.trial().orElse(null)));
            }
        } else if (panel instanceof Plot plot) {
            plot.layers().forEach(layer -> layer(plot, layer, rows));
        }
    }

    private static void layer(
            Plot plot, Layer layer, Consumer<? super List<@Nullable Object>> rows) {
        String kind = layer.getClass().getSimpleName().toLowerCase(Locale.ROOT);
        if (layer instanceof Layer.Line line) {
            line.marks().forEach(mark -> rows.accept(mark(plot, layer, kind, mark)));
        } else if (layer instanceof Layer.Dots dots) {
            dots.marks().forEach(mark -> rows.accept(mark(plot, layer, kind, mark)));
        } else if (layer instanceof Layer.Band band) {
            for (Layer.Band.Range range : band.ranges()) {
                List<@Nullable Object> row = start(plot, layer, kind, range.x(), Double.NaN);
                row.addAll(Arrays.asList(range.low(), range.high(), null, null));
                rows.accept(row);
            }
        } else if (layer instanceof Layer.Segments segments) {
            for (Layer.Segments.Piece piece : segments.pieces()) {
                rows.accept(mark(plot, layer, "segment from", piece.from()));
                rows.accept(mark(plot, layer, "segment to", piece.to()));
            }
        } else if (layer instanceof Layer.Labels labels) {
            for (Layer.Labels.Word word : labels.words()) {
                List<@Nullable Object> row = start(plot, layer, kind, word.x(), word.y());
                row.addAll(Arrays.asList(null, null, word.text(), null));
                rows.accept(row);
            }
        }
    }

    private static List<@Nullable Object> mark(
            Plot plot, Layer layer, String kind, Layer.Mark mark) {
        List<@Nullable Object> row = start(plot, layer, kind, mark.x(), mark.y());
        row.addAll(Arrays.asList(null, null, null, mark.trial().orElse(null)));
        return row;
    }

    private static List<@Nullable Object> start(
            Plot plot, Layer layer, String kind, double x, double y) {
        return new ArrayList<>(
                Arrays.asList(
                        plot.title(),
                        layer.name(),
                        kind,
                        x,
                        y,
                        name(plot.x(), x),
                        name(plot.y(), y)));
    }

    private static @Nullable String name(Axis axis, double value) {
        int index = (int) Math.rint(value);
        return index >= 0 && index < axis.categories().size() && index == value
                ? axis.categories().get(index)
                : null;
    }
}
