// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.DoubleConsumer;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * From where to where an axis goes, and where it is labelled. Both renderers use it, so that a
 * figure on a page and in a paper has the same frame.
 *
 * @param low its beginning
 * @param high its end
 * @param ticks where labels stand
 */
record Extent(double low, double high, List<Double> ticks) {

    /** More labels than this touch each other in a panel of a page. */
    private static final int MOST_TICKS = 9;

    /** Labels closer than this part of the axis touch each other. */
    private static final double CLOSEST_TICKS = 0.07;

    /** Free space at the ends, as a part of the axis, so that symbols are not cut. */
    private static final double MARGIN = 0.04;

    private static final double[] ROUND = {1, 2, 5};

    Extent {
        ticks = List.copyOf(ticks);
    }

    /** The horizontal extent of a plot. */
    static Extent x(Plot plot) {
        return of(plot.x(), values(plot, true), false, MARGIN);
    }

    /** The same without free space at the ends, for marks without a size. */
    static Extent tightX(Plot plot) {
        return of(plot.x(), values(plot, true), false, 0);
    }

    /** The same without free space at the ends, for marks without a size. */
    static Extent tightY(Plot plot) {
        return of(plot.y(), values(plot, false), true, 0);
    }

    /** The vertical extent of a plot. */
    static Extent y(Plot plot) {
        return of(plot.y(), values(plot, false), true, MARGIN);
    }

    private static Extent of(Axis axis, double[] all, boolean wholeDecades, double margin) {
        if (axis.scale() == Axis.Scale.CATEGORIES) {
            int count = Math.max(axis.categories().size(), 1);
            return new Extent(
                    -1, count, IntStream.range(0, count).asDoubleStream().boxed().toList());
        }
        boolean log = axis.scale() == Axis.Scale.LOG;
        double[] values = DoubleStream.of(all).filter(axis::shows).toArray();
        if (values.length == 0) {
            return log ? log(0.1, 1, values, wholeDecades, margin) : linear(0, 1, margin);
        }
        double low = DoubleStream.of(values).min().orElseThrow();
        double high = DoubleStream.of(values).max().orElseThrow();
        return log ? log(low, high, values, wholeDecades, margin) : linear(low, high, margin);
    }

    private static Extent linear(double low, double high, double part) {
        double span = high - low;
        double margin = span > 0 ? part * span : Math.max(0.5, part * Math.abs(high));
        // an axis that begins at nothing keeps doing so
        double from = low == 0 && span > 0 ? 0 : low - margin;
        return new Extent(from, high + margin, linearTicks(from, high + margin));
    }

    /** Round values with a round step, as many as fit. */
    private static List<Double> linearTicks(double from, double to) {
        double magnitude = Math.pow(10, Math.floor(Math.log10((to - from) / MOST_TICKS)));
        double step = magnitude;
        for (double factor : new double[] {1, 2, 5, 10}) {
            step = factor * magnitude;
            if ((to - from) / step < MOST_TICKS - 1) {
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (double i = Math.ceil(from / step); i * step <= to; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    private static Extent log(
            double low, double high, double[] values, boolean wholeDecades, double part) {
        if (wholeDecades) {
            double from = Math.floor(Math.log10(low) + 1e-9);
            double to = Math.ceil(Math.log10(high) - 1e-9);
            double end = Math.max(to, from + 1);
            return new Extent(Math.pow(10, from), Math.pow(10, end), decades(from, end));
        }
        double margin = high > low ? part * Math.log10(high / low) : MARGIN;
        double from = low / Math.pow(10, margin);
        double to = high * Math.pow(10, margin);
        return new Extent(from, to, logTicks(from, to, values));
    }

    private static List<Double> decades(double from, double to) {
        int stride = (int) Math.ceil((to - from + 1) / MOST_TICKS);
        List<Double> ticks = new ArrayList<>();
        for (double exponent = from; exponent <= to; exponent += stride) {
            ticks.add(Math.pow(10, exponent));
        }
        return ticks;
    }

    /** The values themselves if they are few, else round ones. */
    private static List<Double> logTicks(double from, double to, double[] values) {
        TreeSet<Double> distinct = new TreeSet<>();
        for (double value : values) {
            distinct.add(value);
        }
        TreeSet<Double> candidates = distinct.size() <= MOST_TICKS ? distinct : round(from, to);
        List<Double> ticks = new ArrayList<>();
        double closest = CLOSEST_TICKS * Math.log10(to / from);
        for (double candidate : candidates) {
            if (ticks.isEmpty() || Math.log10(candidate / ticks.get(ticks.size() - 1)) >= closest) {
                ticks.add(candidate);
            }
        }
        return ticks;
    }

    private static TreeSet<Double> round(double from, double to) {
        int first = (int) Math.floor(Math.log10(from));
        int last = (int) Math.floor(Math.log10(to));
        TreeSet<Double> decades = new TreeSet<>();
        TreeSet<Double> finer = new TreeSet<>();
        int stride = Math.max(1, (last - first) / MOST_TICKS + 1);
        for (int exponent = first; exponent <= last; exponent++) {
            for (double factor : ROUND) {
                double tick = factor * Math.pow(10, exponent);
                if (tick >= from && tick <= to) {
                    finer.add(tick);
                    if (factor == 1 && (exponent - first) % stride == 0) {
                        decades.add(tick);
                    }
                }
            }
        }
        return finer.size() <= MOST_TICKS ? finer : decades;
    }

    private static double[] values(Plot plot, boolean horizontal) {
        DoubleStream.Builder values = DoubleStream.builder();
        plot.layers().forEach(layer -> collect(layer, horizontal, values::add));
        return values.build().toArray();
    }

    private static void collect(Layer layer, boolean horizontal, DoubleConsumer values) {
        if (layer instanceof Layer.Line line) {
            line.marks().forEach(mark -> values.accept(horizontal ? mark.x() : mark.y()));
        } else if (layer instanceof Layer.Dots dots) {
            dots.marks().forEach(mark -> values.accept(horizontal ? mark.x() : mark.y()));
        } else if (layer instanceof Layer.Band band) {
            for (Layer.Band.Range range : band.ranges()) {
                values.accept(horizontal ? range.x() : range.low());
                values.accept(horizontal ? range.x() : range.high());
            }
        } else if (layer instanceof Layer.Segments segments) {
            for (Layer.Segments.Piece piece : segments.pieces()) {
                values.accept(horizontal ? piece.from().x() : piece.from().y());
                values.accept(horizontal ? piece.to().x() : piece.to().y());
            }
        } else if (layer instanceof Layer.Labels labels) {
            labels.words().forEach(word -> values.accept(horizontal ? word.x() : word.y()));
        }
    }
}
