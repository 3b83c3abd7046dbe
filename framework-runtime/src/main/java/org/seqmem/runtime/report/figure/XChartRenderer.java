// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Paints figures for papers: on white, panels in rows, one legend below all of them. */
final class XChartRenderer {

    private static final int PANEL_WIDTH = 400;
    private static final int ALONE_WIDTH = 600; // a legend has room for two names in a row
    private static final int PANEL_HEIGHT = 290;
    private static final int MOST_COLUMNS = 3;

    /** Of a column of a heat map. */
    private static final int COLUMN_WIDTH = 84;

    /** Of the small font, on average and a little more. */
    private static final int CHARACTER_WIDTH = 7;

    /** Of a row of a heat map or of a category, so that names do not touch. */
    private static final int ROW_HEIGHT = 26;

    private static final int ROOM_BESIDE_ROWS = 90;

    private static final int LEGEND_LINE = 24;
    private static final int LEGEND_GAP = 22;
    private static final int SAMPLE = 26;
    private static final int MARGIN = 10;

    /** As many lines beside models have their own entries in a legend. */
    private static final int FEW_THEORIES = 4;

    private static final int MARKER_SIZE = 7;

    /** Of a band over its panel: what lies below stays visible. */
    private static final int BAND_OPACITY = 45;

    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font SMALL = TEXT.deriveFont(12f);
    private static final Font BOLD = TEXT.deriveFont(Font.BOLD, 14f);

    private static final BasicStroke SOLID =
            new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    private static final BasicStroke THICK =
            new BasicStroke(4, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);
    private static final BasicStroke DASHED =
            new BasicStroke(
                    1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
    private static final BasicStroke DOTTED =
            new BasicStroke(
                    1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 3}, 0);

    private static final BasicStroke HAIR = new BasicStroke(1);
    private static final Color GRID = new Color(0xe3, 0xe3, 0xe3);
    private static final Color CLEAR = new Color(255, 255, 255, 0);

    private static final Marker[] MARKERS = {
        SeriesMarkers.CIRCLE,
        SeriesMarkers.SQUARE,
        SeriesMarkers.TRIANGLE_UP,
        SeriesMarkers.DIAMOND,
        SeriesMarkers.TRIANGLE_DOWN,
        SeriesMarkers.CROSS,
        SeriesMarkers.PLUS
    };

    private final Figure figure;
    private final int columns;
    private final int panelWidth;
    private final int panelHeight;
    private final Map<String, Layer> legend = new LinkedHashMap<>();

    XChartRenderer(Figure figure) {
        this.figure = figure;
        this.columns = Math.min(MOST_COLUMNS, figure.panels().size());
        int widest = figure.panels().stream().mapToInt(XChartRenderer::width).max().orElseThrow();
        this.panelWidth = columns == 1 ? Math.max(widest, ALONE_WIDTH) : widest;
        this.panelHeight =
                figure.panels().stream().mapToInt(XChartRenderer::height).max().orElseThrow();
        figure.panels().stream()
                .flatMap(panel -> panel instanceof Plot plot ? plot.layers().stream() : Stream.of())
                .filter(layer -> layer instanceof Layer.Line || layer instanceof Layer.Dots)
                .sorted(Comparator.comparingInt(XChartRenderer::place))
                .forEach(layer -> legend.putIfAbsent(layer.name(), layer));
        if (legend.values().stream().filter(XChartRenderer::isTheoryOfOne).count() > FEW_THEORIES) {
            List<Layer> all = List.copyOf(legend.values());
            legend.clear();
            all.stream()
                    .map(layer -> isTheoryOfOne(layer) ? ofEach((Layer.Line) layer) : layer)
                    .forEach(layer -> legend.putIfAbsent(layer.name(), layer));
        }
    }

    /** Whether it is a line beside one model, in the colour of the model. */
    private static boolean isTheoryOfOne(Layer layer) {
        return layer instanceof Layer.Line line && !line.style().solid() && !line.ink().neutral();
    }

    /** One entry for such lines of all models: their names are "WHAT of MODEL". */
    private static Layer.Line ofEach(Layer.Line line) {
        String what = line.name().replaceFirst(" of .*", "");
        return new Layer.Line(
                what + " of each, in its colour", Ink.NEUTRAL, line.style(), line.marks());
    }

    /** In a legend: models in their order, then their theory, then what stands beside them. */
    private static int place(Layer layer) {
        boolean theory = isTheoryOfOne(layer);
        int beside = 1_000_000; // more than there are models
        return layer.ink().neutral() ? 2 * beside : layer.ink().hue() + (theory ? beside : 0);
    }

    /** The width of the picture. */
    int width() {
        return columns * panelWidth + 2 * MARGIN;
    }

    /** The height of the picture, which depends on how wide the legend's words are. */
    int height(Graphics2D graphics) {
        int rows = (figure.panels().size() + columns - 1) / columns;
        return rows * panelHeight + legendRows(graphics).size() * LEGEND_LINE + 2 * MARGIN;
    }

    private static int width(Panel panel) {
        return panel instanceof HeatMap map
                ? Math.max(PANEL_WIDTH, 240 + COLUMN_WIDTH * map.columns().size())
                : panel instanceof Plot plot && categories(plot) > 0
                        ? PANEL_WIDTH * 3 / 2
                        : PANEL_WIDTH;
    }

    private static int height(Panel panel) {
        if (panel instanceof HeatMap map) {
            return Math.max(PANEL_HEIGHT, ROOM_BESIDE_ROWS + ROW_HEIGHT * map.rows().size())
                    + roomForUprightNames(map);
        }
        int categories = panel instanceof Plot plot ? categories(plot) : 0;
        return categories > 0
                ? Math.max(150, ROOM_BESIDE_ROWS + ROW_HEIGHT * categories)
                : PANEL_HEIGHT;
    }

    /** How much higher a panel is whose column names stand upright, since they are too long. */
    private static int roomForUprightNames(HeatMap map) {
        int longest = CHARACTER_WIDTH * map.longestColumn();
        return longest > COLUMN_WIDTH ? longest : 0;
    }

    private static int categories(Plot plot) {
        return plot.y().categories().size();
    }

    /** Paints the picture. */
    void paint(Graphics2D graphics) {
        graphics.setRenderingHint(
                RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, width(), height(graphics));
        for (int i = 0; i < figure.panels().size(); i++) {
            AffineTransform before = graphics.getTransform();
            graphics.translate(
                    MARGIN + i % columns * panelWidth, MARGIN + i / columns * panelHeight);
            Panel panel = figure.panels().get(i);
            if (panel instanceof Plot plot) {
                plot(graphics, plot);
            } else if (panel instanceof HeatMap map) {
                heatMap(graphics, map);
            }
            graphics.setTransform(before);
        }
        legend(graphics);
    }

    // ---- plots ----

    /**
     * The library paints what lies between the axes; the frame around it is drawn here, since the
     * library chooses its own ticks, which on logarithmic axes are too few, and has no names.
     */
    private void plot(Graphics2D graphics, Plot plot) {
        Extent x = Extent.x(plot);
        Extent y = Extent.y(plot);
        Frame frame = new Frame(graphics, plot, x, y);
        frame.grid();
        XYChart chart = chart(plot, x, y, frame.width(), frame.height());
        AffineTransform before = graphics.getTransform();
        graphics.translate(frame.left, frame.top);
        chart.paint(graphics, frame.width(), frame.height());
        graphics.setTransform(before);
        frame.axes();
        frame.words();
    }

    /** Axes, ticks and titles of a plot. */
    private final class Frame {

        private static final int TICK = 4;
        private static final int GAP = 6;

        private final Graphics2D graphics;
        private final Plot plot;
        private final Extent x;
        private final Extent y;
        private final int left;
        private final int right = panelWidth - 16;
        private final int top = 30;
        private final int bottom;
        private final FontMetrics small;

        Frame(Graphics2D graphics, Plot plot, Extent x, Extent y) {
            this.graphics = graphics;
            this.plot = plot;
            this.x = x;
            this.y = y;
            this.small = graphics.getFontMetrics(SMALL);
            int labels =
                    y.ticks().stream()
                            .mapToInt(tick -> small.stringWidth(label(plot.y(), tick)))
                            .max()
                            .orElse(0);
            int title = plot.y().title().isEmpty() ? 0 : graphics.getFontMetrics(TEXT).getHeight();
            this.left = MARGIN + title + labels + TICK + GAP;
            this.bottom = panelHeight - MARGIN - 2 * small.getHeight() - TICK - GAP;
        }

        int width() {
            return right - left;
        }

        int height() {
            return bottom - top;
        }

        double x(double value) {
            return left + width() * part(plot.x(), x, value);
        }

        double y(double value) {
            return bottom - height() * part(plot.y(), y, value);
        }

        private double part(Axis axis, Extent extent, double value) {
            return axis.scale() == Axis.Scale.LOG
                    ? Math.log(value / extent.low()) / Math.log(extent.high() / extent.low())
                    : (value - extent.low()) / (extent.high() - extent.low());
        }

        void grid() {
            graphics.setFont(BOLD);
            graphics.setColor(Color.BLACK);
            graphics.drawString(plot.title(), left, top - 12);
            graphics.setStroke(HAIR);
            graphics.setColor(GRID);
            for (double tick : y.ticks()) {
                graphics.draw(new Line2D.Double(left, y(tick), right, y(tick)));
            }
        }

        void axes() {
            graphics.setStroke(HAIR);
            graphics.setColor(Color.GRAY);
            graphics.draw(new Line2D.Double(left, top, left, bottom));
            graphics.draw(new Line2D.Double(left, bottom, right, bottom));
            graphics.setFont(SMALL);
            double free = Double.NEGATIVE_INFINITY;
            for (double tick : x.ticks()) {
                String text = label(plot.x(), tick);
                double from = x(tick) - small.stringWidth(text) / 2.0;
                if (from > free) { // else it would touch the one before
                    graphics.setColor(Color.GRAY);
                    graphics.draw(new Line2D.Double(x(tick), bottom, x(tick), bottom + TICK));
                    graphics.setColor(Color.BLACK);
                    graphics.drawString(text, (float) from, bottom + TICK + small.getAscent() + 2f);
                    free = from + small.stringWidth(text) + GAP;
                }
            }
            for (double tick : y.ticks()) {
                String text = label(plot.y(), tick);
                graphics.setColor(Color.BLACK);
                graphics.drawString(
                        text,
                        (float) left - TICK - GAP - small.stringWidth(text),
                        (float) y(tick) + small.getAscent() / 2f - 1);
            }
            graphics.setFont(TEXT);
            FontMetrics metrics = graphics.getFontMetrics();
            String across = plot.x().title();
            graphics.drawString(
                    across,
                    (left + right - metrics.stringWidth(across)) / 2f,
                    bottom + TICK + 2f * small.getHeight());
            String up = plot.y().title();
            if (!up.isEmpty()) {
                AffineTransform before = graphics.getTransform();
                graphics.rotate(-Math.PI / 2);
                graphics.drawString(
                        up,
                        -(top + bottom + metrics.stringWidth(up)) / 2f,
                        (float) MARGIN + metrics.getAscent());
                graphics.setTransform(before);
            }
        }

        void words() {
            graphics.setFont(SMALL);
            for (Layer layer : plot.layers()) {
                if (layer instanceof Layer.Labels labels) {
                    graphics.setColor(
                            layer.ink().neutral() ? Color.DARK_GRAY : colour(layer.ink()));
                    for (Layer.Labels.Word word : labels.words()) {
                        graphics.drawString(
                                word.text(),
                                (float) x(word.x()) - small.stringWidth(word.text()) / 2f,
                                (float) y(word.y()) + small.getAscent() / 2f - 1);
                    }
                }
            }
        }
    }

    private static XYChart chart(Plot plot, Extent x, Extent y, int width, int height) {
        XYChart chart = new XYChart(width, height);
        XYStyler styler = chart.getStyler();
        styler.setChartBackgroundColor(CLEAR).setPlotBackgroundColor(CLEAR);
        styler.setLegendVisible(false).setChartTitleVisible(false);
        styler.setPlotBorderVisible(false).setChartPadding(0).setPlotContentSize(1);
        styler.setPlotMargin(0).setPlotGridLinesVisible(false).setPlotTicksMarksVisible(false);
        styler.setAxisTicksVisible(false).setAxisTitlesVisible(false);
        styler.setLocale(Locale.ROOT).setAntiAlias(true);
        styler.setXAxisMin(x.low()).setXAxisMax(x.high());
        styler.setYAxisMin(y.low()).setYAxisMax(y.high());
        styler.setXAxisLogarithmic(plot.x().scale() == Axis.Scale.LOG);
        styler.setYAxisLogarithmic(plot.y().scale() == Axis.Scale.LOG);
        styler.setMarkerSize(MARKER_SIZE);
        for (Layer layer : plot.layers()) {
            layer(chart, plot, layer);
        }
        if (chart.getSeriesMap().isEmpty()) { // the library needs one
            series(chart, new double[] {x.low()}, new double[] {y.low()}, CLEAR)
                    .setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private static String label(Axis axis, double value) {
        if (axis.scale() != Axis.Scale.CATEGORIES) {
            return Numbers.tick(value);
        }
        int index = (int) Math.rint(value);
        return index < axis.categories().size() ? axis.categories().get(index) : "";
    }

    private static void layer(XYChart chart, Plot plot, Layer layer) {
        Color colour = colour(layer.ink());
        if (layer instanceof Layer.Line line) {
            List<Layer.Mark> marks = drawable(plot, line.marks());
            if (!marks.isEmpty()) {
                XYSeries series = series(chart, xs(marks), ys(marks), colour);
                boolean marked = line.style() == Layer.Line.Style.MARKED;
                series.setLineStyle(stroke(line.style()));
                series.setMarker(marked ? marker(layer.ink()) : SeriesMarkers.NONE);
            }
        } else if (layer instanceof Layer.Dots dots) {
            List<Layer.Mark> marks = drawable(plot, dots.marks());
            if (!marks.isEmpty()) {
                XYSeries series = series(chart, xs(marks), ys(marks), colour);
                series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
                series.setMarker(marker(layer.ink()));
            }
        } else if (layer instanceof Layer.Band band) {
            List<Layer.Mark> outline = new ArrayList<>();
            List<Layer.Band.Range> ranges = OffScale.drawn(plot, band);
            ranges.forEach(range -> outline.add(Layer.Mark.at(range.x(), range.high())));
            for (int i = ranges.size() - 1; i >= 0; i--) {
                Layer.Band.Range range = ranges.get(i);
                outline.add(Layer.Mark.at(range.x(), range.low()));
            }
            List<Layer.Mark> marks = drawable(plot, outline);
            if (marks.size() > 2) {
                XYSeries series = series(chart, xs(marks), ys(marks), faint(colour));
                series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
                series.setFillColor(faint(colour));
                series.setMarker(SeriesMarkers.NONE);
                series.setLineColor(CLEAR);
            }
        } else if (layer instanceof Layer.Segments segments) {
            for (Layer.Segments.Piece piece : segments.pieces()) {
                List<Layer.Mark> marks = drawable(plot, List.of(piece.from(), piece.to()));
                if (marks.size() == 2) {
                    XYSeries series = series(chart, xs(marks), ys(marks), withOpacity(colour, 150));
                    series.setMarker(SeriesMarkers.NONE);
                    series.setLineStyle(THICK);
                }
            }
        }
    }

    private static XYSeries series(XYChart chart, double[] x, double[] y, Color colour) {
        String unique = "series " + chart.getSeriesMap().size();
        XYSeries series = chart.addSeries(unique, x, y);
        series.setMarkerColor(colour);
        series.setLineColor(colour);
        return series;
    }

    private static List<Layer.Mark> drawable(Plot plot, List<Layer.Mark> marks) {
        return marks.stream()
                .filter(mark -> plot.x().shows(mark.x()) && plot.y().shows(mark.y()))
                .toList();
    }

    private static double[] xs(List<Layer.Mark> marks) {
        return marks.stream().mapToDouble(Layer.Mark::x).toArray();
    }

    private static double[] ys(List<Layer.Mark> marks) {
        return marks.stream().mapToDouble(Layer.Mark::y).toArray();
    }

    // ---- heat maps ----

    /**
     * Cells are plain rectangles: the library's heat map has one colour and format for all text.
     */
    private void heatMap(Graphics2D graphics, HeatMap map) {
        FontMetrics small = graphics.getFontMetrics(SMALL);
        int names = map.rows().stream().mapToInt(small::stringWidth).max().orElse(0);
        int left = MARGIN + names + 8;
        int upright = roomForUprightNames(map);
        int top = 48 + upright;
        double cellWidth = (panelWidth - left - MARGIN) / (double) map.columns().size();
        double cellHeight =
                Math.min(ROW_HEIGHT, (panelHeight - top - 30) / (double) map.rows().size());
        graphics.setColor(Color.BLACK);
        graphics.setFont(BOLD);
        graphics.drawString(
                map.title().isEmpty() ? map.value() : map.title() + ": " + map.value(), left, 18);
        graphics.setFont(SMALL);
        for (int i = 0; i < map.columns().size(); i++) {
            double middle = left + (i + 0.5) * cellWidth;
            if (upright == 0) {
                centred(graphics, map.columns().get(i), middle, top - 12);
            } else {
                upright(graphics, map.columns().get(i), middle, top - 8);
            }
        }
        for (int i = 0; i < map.rows().size(); i++) {
            String name = map.rows().get(i);
            graphics.drawString(
                    name,
                    left - 8f - small.stringWidth(name),
                    (float) (top + (i + 0.5) * cellHeight + small.getAscent() / 2.0 - 1));
        }
        for (HeatMap.Cell cell : map.cells()) {
            double x = left + cell.column() * cellWidth;
            double y = top + cell.row() * cellHeight;
            graphics.setColor(shade(map, cell.value()));
            graphics.fill(new Rectangle2D.Double(x + 1, y + 1, cellWidth - 2, cellHeight - 2));
            graphics.setColor(Color.BLACK);
            centred(graphics, cell.text(), x + cellWidth / 2, y + cellHeight / 2);
        }
    }

    /** Reads upwards from a foot. */
    private static void upright(Graphics2D graphics, String text, double x, double foot) {
        AffineTransform before = graphics.getTransform();
        graphics.translate(x + graphics.getFontMetrics().getAscent() / 2.0 - 1, foot);
        graphics.rotate(-Math.PI / 2);
        graphics.drawString(text, 0f, 0f);
        graphics.setTransform(before);
    }

    private static void centred(Graphics2D graphics, String text, double x, double y) {
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(
                text,
                (float) (x - metrics.stringWidth(text) / 2.0),
                (float) (y + metrics.getAscent() / 2.0 - 1));
    }

    /** Between the two colours of the scale that a value lies between. */
    private static Color shade(HeatMap map, double value) {
        if (!Double.isFinite(value)) {
            return GRID;
        }
        double part = (value - map.low()) / (map.high() - map.low());
        int last = Palette.HEAT.size() - 1;
        double place = Math.min(Math.max(part, 0), 1) * last;
        int lower = Math.min((int) place, last - 1);
        Color from = Color.decode(Palette.HEAT.get(lower));
        Color to = Color.decode(Palette.HEAT.get(lower + 1));
        double share = place - lower;
        return new Color(
                mixed(from.getRed(), to.getRed(), share),
                mixed(from.getGreen(), to.getGreen(), share),
                mixed(from.getBlue(), to.getBlue(), share));
    }

    private static int mixed(int from, int to, double share) {
        return (int) Math.round(from + share * (to - from));
    }

    // ---- legend ----

    private List<List<Layer>> legendRows(Graphics2D graphics) {
        FontMetrics metrics = graphics.getFontMetrics(TEXT);
        List<List<Layer>> rows = new ArrayList<>();
        int used = width();
        for (Layer layer : legend.values()) {
            int needed = SAMPLE + metrics.stringWidth(layer.name()) + LEGEND_GAP;
            if (used + needed > width() - 2 * MARGIN) {
                rows.add(new ArrayList<>());
                used = 0;
            }
            rows.get(rows.size() - 1).add(layer);
            used += needed;
        }
        return rows;
    }

    private void legend(Graphics2D graphics) {
        FontMetrics metrics = graphics.getFontMetrics(TEXT);
        int top = (figure.panels().size() + columns - 1) / columns * panelHeight + MARGIN;
        graphics.setFont(TEXT);
        for (List<Layer> row : legendRows(graphics)) {
            int length =
                    row.stream()
                            .mapToInt(
                                    layer ->
                                            SAMPLE + metrics.stringWidth(layer.name()) + LEGEND_GAP)
                            .sum();
            int left = (width() - length + LEGEND_GAP) / 2;
            int middle = top + LEGEND_LINE / 2;
            for (Layer layer : row) {
                sample(graphics, layer, left, middle);
                graphics.setColor(Color.BLACK);
                graphics.drawString(
                        layer.name(), left + SAMPLE, middle + metrics.getAscent() / 2 - 1);
                left += SAMPLE + metrics.stringWidth(layer.name()) + LEGEND_GAP;
            }
            top += LEGEND_LINE;
        }
    }

    private static void sample(Graphics2D graphics, Layer layer, int left, int middle) {
        Color colour = colour(layer.ink());
        graphics.setColor(colour);
        Layer.Line.Style style =
                layer instanceof Layer.Line line ? line.style() : Layer.Line.Style.MARKED;
        if (layer instanceof Layer.Line) {
            graphics.setStroke(stroke(style));
            graphics.draw(new Line2D.Double(left, middle, left + SAMPLE - 6.0, middle));
        }
        if (style == Layer.Line.Style.MARKED) {
            marker(layer.ink()).paint(graphics, left + (SAMPLE - 6) / 2.0, middle, MARKER_SIZE);
        }
    }

    // ---- inks ----

    private static BasicStroke stroke(Layer.Line.Style style) {
        return switch (style) {
            case MARKED, PLAIN -> SOLID;
            case DASHED -> DASHED;
            case DOTTED -> DOTTED;
        };
    }

    private static Color colour(Ink ink) {
        return Color.decode(
                ink.neutral() ? Palette.INK : Palette.LIGHT.get(ink.hue() % Palette.LIGHT.size()));
    }

    private static Color faint(Color colour) {
        return withOpacity(colour, BAND_OPACITY);
    }

    private static Color withOpacity(Color colour, int opacity) {
        return new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), opacity);
    }

    private static Marker marker(Ink ink) {
        return ink.neutral() ? SeriesMarkers.CIRCLE : MARKERS[ink.hue() % MARKERS.length];
    }
}
