// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Panels as options of Apache ECharts.
 *
 * <p>The third number of a place is the id of its trial; a series all of whose places stand for one
 * trial has it as {@code trial}.
 *
 * <p>Two things are left to the page, which knows whether it is light or dark, and JSON has no
 * functions: a colour is a token, {@code $0} and up for hues, {@code $ink} for what stands beside
 * them; and {@code renderItem} of a series of type custom is the word {@code band} instead of the
 * function that draws one.
 */
public final class EChartsRenderer {

    /** As in the files of a figure: the last three are a triangle upside down, a cross, a plus. */
    private static final String[] SYMBOLS = {
        "circle",
        "rect",
        "triangle",
        "diamond",
        "path://M0 1 L10 1 L5 10 Z",
        "path://M2 0 L5 3 L8 0 L10 2 L7 5 L10 8 L8 10 L5 7 L2 10 L0 8 L3 5 L0 2 Z",
        "path://M3.5 0 L6.5 0 L6.5 3.5 L10 3.5 L10 6.5 L6.5 6.5 L6.5 10 L3.5 10 L3.5 6.5 L0 6.5"
                + " L0 3.5 L3.5 3.5 Z"
    };

    private static final int HUES = Palette.LIGHT.size();

    private static final int SYMBOL_SIZE = 7;

    /** Of the invisible mark below a word, so that a click finds it. */
    private static final int WORD_SIZE = 24;

    /** From an axis to its title, below the labels. */
    private static final int BELOW = 28;

    /** From an axis to its labels and from these to its title. */
    private static final int GAP = 12;

    /** Characters of column names that stand beside each other across a page. */
    private static final int LONGEST_LINE = 110;

    /** The width of a digit of a label. */
    private static final int DIGIT = 7;

    /** A line of more places than this is drawn without symbols. */
    private static final int MOST_SYMBOLS = 40;

    /** The option of a panel. */
    public ObjectNode option(Panel panel) {
        ObjectNode option = JsonNodeFactory.instance.objectNode();
        option.put("animation", false);
        if (panel instanceof Plot plot) {
            plot(plot, option);
        } else if (panel instanceof HeatMap map) {
            heatMap(map, option);
        }
        return option;
    }

    private static void plot(Plot plot, ObjectNode option) {
        boolean named = plot.y().scale() == Axis.Scale.CATEGORIES;
        option.putObject("grid")
                .put("left", named ? 8 : 30)
                .put("right", 16)
                .put("top", 12)
                .put("bottom", 30)
                .put("containLabel", true);
        Extent x = Extent.x(plot);
        Extent y = Extent.y(plot);
        option.set("xAxis", axis(plot.x(), x, BELOW, plot.x().scale() == Axis.Scale.LOG));
        option.set("yAxis", axis(plot.y(), y, beside(y), false));
        option.putObject("tooltip").put("trigger", "item").put("confine", true);
        option.putObject("legend").put("show", false);
        ArrayNode series = option.putArray("series");
        for (Layer layer : plot.layers()) {
            series.add(series(plot, layer));
        }
        if (plot.x().scale() == Axis.Scale.LOG) {
            series.add(ticks(x, y));
        }
    }

    /** Left of the labels, the longest of which may be a digit longer than those known here. */
    private static int beside(Extent extent) {
        int longest =
                extent.ticks().stream().mapToInt(t -> Numbers.tick(t).length()).max().orElse(1);
        return GAP + DIGIT * (longest + 1);
    }

    private static ObjectNode axis(Axis axis, Extent extent, int gap, boolean ownTicks) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (!axis.title().isEmpty()) {
            node.put("name", axis.title()).put("nameLocation", "middle").put("nameGap", gap);
        }
        node.put("type", axis.scale() == Axis.Scale.LOG ? "log" : "value");
        node.put("min", extent.low()).put("max", extent.high());
        if (axis.scale() == Axis.Scale.CATEGORIES) {
            // a value axis, so that marks may stand between names
            node.put("interval", 1);
            axis.categories().forEach(node.putArray("categories")::add);
            node.putObject("axisTick").put("show", false);
            node.putObject("axisLabel").put("overflow", "truncate");
        } else if (ownTicks) {
            node.putObject("axisLabel").put("color", "transparent");
            node.putObject("axisTick").put("show", false);
            node.putObject("splitLine").put("show", false);
        } else if (axis.scale() == Axis.Scale.LINEAR) {
            node.putObject("axisLabel").put("showMinLabel", false).put("showMaxLabel", false);
        }
        return node;
    }

    /** ECharts labels logarithmic axes at powers of ten only: too few for one decade. */
    private static ObjectNode ticks(Extent x, Extent y) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("type", "scatter").put("silent", true).put("clip", false).put("z", 1);
        node.put("symbol", "rect").put("cursor", "default");
        node.putArray("symbolSize").add(1).add(6);
        node.putObject("itemStyle").put("color", "$axis");
        ArrayNode data = node.putArray("data");
        for (double tick : x.ticks()) {
            ObjectNode item = data.addObject();
            item.putArray("value").add(tick).add(y.low());
            item.putObject("label")
                    .put("show", true)
                    .put("position", "bottom")
                    .put("distance", 5)
                    .put("color", "$muted")
                    .put("formatter", Numbers.tick(tick));
        }
        return node;
    }

    private static ObjectNode series(Plot plot, Layer layer) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("name", layer.name());
        String colour = colour(layer.ink());
        if (layer instanceof Layer.Line line) {
            boolean marked =
                    line.style() == Layer.Line.Style.MARKED && line.marks().size() <= MOST_SYMBOLS;
            node.put("type", "line").put("color", colour).put("showSymbol", marked);
            node.put("symbol", symbol(layer.ink())).put("symbolSize", SYMBOL_SIZE);
            node.put("triggerLineEvent", true).put("z", layer.ink().neutral() ? 2 : 3);
            ObjectNode style = node.putObject("lineStyle").put("width", 2).put("color", colour);
            if (line.style() == Layer.Line.Style.DASHED) {
                style.put("type", "dashed").put("width", 1.5);
            } else if (line.style() == Layer.Line.Style.DOTTED) {
                style.put("type", "dotted").put("width", 1.5);
            } else if (line.style() == Layer.Line.Style.PLAIN) {
                style.put("width", 1.5);
            }
            Optional<String> only = onlyTrial(line.marks());
            only.ifPresent(trial -> node.put("trial", trial));
            marks(plot, node.putArray("data"), line.marks(), only.isEmpty());
        } else if (layer instanceof Layer.Dots dots) {
            node.put("type", "scatter").put("color", colour).put("z", 4);
            node.put("symbol", symbol(layer.ink())).put("symbolSize", SYMBOL_SIZE + 2);
            marks(plot, node.putArray("data"), dots.marks(), true);
        } else if (layer instanceof Layer.Band band) {
            node.put("type", "custom").put("renderItem", "band").put("color", colour);
            node.put("silent", true).put("z", 1).put("clip", true);
            ObjectNode encode = node.putObject("encode").put("x", 0);
            encode.putArray("y").add(1).add(2);
            ArrayNode data = node.putArray("data");
            for (Layer.Band.Range range : OffScale.drawn(plot, band)) {
                data.addArray().add(range.x()).add(range.low()).add(range.high());
            }
        } else if (layer instanceof Layer.Segments segments) {
            node.put("type", "line").put("color", colour).put("showSymbol", false);
            node.put("connectNulls", false).put("silent", true).put("z", 2);
            node.putObject("lineStyle").put("width", 4).put("opacity", 0.6).put("color", colour);
            ArrayNode data = node.putArray("data");
            for (Layer.Segments.Piece piece : segments.pieces()) {
                marks(plot, data, List.of(piece.from(), piece.to()), false);
                data.addArray().addNull().addNull();
            }
        } else if (layer instanceof Layer.Labels labels) {
            node.put("type", "scatter").put("symbolSize", 0).put("silent", true);
            ArrayNode data = node.putArray("data");
            for (Layer.Labels.Word word : labels.words()) {
                ObjectNode item = data.addObject();
                item.putArray("value").add(word.x()).add(word.y());
                item.putObject("label")
                        .put("show", true)
                        .put("position", "inside")
                        .put("color", layer.ink().neutral() ? "$text" : colour)
                        .put("formatter", word.text());
            }
        }
        return node;
    }

    /** The trial that all marks stand for; empty if they differ or stand for none. */
    private static Optional<String> onlyTrial(List<Layer.Mark> marks) {
        return marks.stream().map(Layer.Mark::trial).distinct().count() == 1
                ? marks.get(0).trial()
                : Optional.empty();
    }

    private static void marks(
            Plot plot, ArrayNode data, List<Layer.Mark> marks, boolean withTrial) {
        for (Layer.Mark mark : marks) {
            ArrayNode item = data.addArray();
            add(item, plot.x(), mark.x());
            add(item, plot.y(), mark.y());
            if (withTrial) {
                mark.trial().ifPresent(item::add);
            }
        }
    }

    private static void add(ArrayNode item, Axis axis, double value) {
        if (axis.shows(value)) {
            item.add(value);
        } else {
            item.addNull();
        }
    }

    private static void heatMap(HeatMap map, ObjectNode option) {
        option.putObject("grid")
                .put("left", 8)
                .put("right", 8)
                .put("top", 8)
                .put("bottom", 44)
                .put("containLabel", true);
        ObjectNode x = option.putObject("xAxis").put("type", "category").put("position", "top");
        ArrayNode columns = x.putArray("data");
        map.columns().forEach(columns::add);
        ObjectNode names = x.putObject("axisLabel").put("interval", 0);
        if (map.columns().size() * map.longestColumn() > LONGEST_LINE) {
            names.put("rotate", 90);
        }
        ObjectNode y = option.putObject("yAxis").put("type", "category").put("inverse", true);
        ArrayNode rows = y.putArray("data");
        map.rows().forEach(rows::add);
        y.putObject("axisLabel").put("interval", 0).put("overflow", "truncate");
        option.putObject("tooltip").put("confine", true);
        ObjectNode scale = option.putObject("visualMap");
        scale.put("seriesIndex", 0);
        scale.put("min", map.low())
                .put("max", map.high())
                .put("dimension", 2)
                .put("orient", "horizontal")
                .put("left", "center")
                .put("bottom", 0)
                .put("itemHeight", 120)
                .put("itemWidth", 12)
                .put("calculable", false);
        scale.putArray("text").add(Numbers.tick(map.high())).add(Numbers.tick(map.low()));
        ArrayNode colours = scale.putObject("inRange").putArray("color");
        for (int i = 0; i < Palette.HEAT.size(); i++) {
            colours.add("$heat" + i);
        }
        ArrayNode series = option.putArray("series");
        ObjectNode node = series.addObject().put("type", "heatmap").put("name", map.value());
        node.putObject("label").put("show", true).put("color", "$heattext");
        node.putObject("itemStyle").put("borderWidth", 2).put("borderColor", "$page");
        ArrayNode coloured = node.putArray("data");
        // a cell without a value has no colour, and would not be drawn
        ObjectNode words = series.addObject().put("type", "scatter").put("name", "no error");
        words.put("symbol", "rect").put("symbolSize", WORD_SIZE).put("color", "transparent");
        words.putObject("label").put("show", true).put("color", "$muted");
        ArrayNode uncoloured = words.putArray("data");
        for (HeatMap.Cell cell : map.cells()) {
            boolean finite = Double.isFinite(cell.value());
            ObjectNode item = (finite ? coloured : uncoloured).addObject();
            ArrayNode value = item.putArray("value").add(cell.column()).add(cell.row());
            if (finite) {
                value.add(cell.value());
            }
            cell.trial().ifPresent(value::add);
            item.putObject("label").put("formatter", cell.text());
        }
    }

    private static String colour(Ink ink) {
        return ink.neutral() ? "$ink" : "$" + ink.hue() % HUES;
    }

    private static String symbol(Ink ink) {
        return ink.neutral() ? "circle" : SYMBOLS[ink.hue() % SYMBOLS.length];
    }
}
