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

    /** Fewer do not tell a scale. */
    private static final int FEWEST_TICKS = 2;

    /** More labels than this touch each other in a panel of a page. */
    private static final int MOST_TICKS = 9;

    /** Labels closer than this part of the axis touch each other. */
    private static final double CLOSEST_TICKS = 0.07;

    /** Free space at the ends, as a part of the axis, so that symbols are not cut. */
    private static final double MARGIN = 0.04;

    /** The width of a character of a label, as a part of the axis of a panel. */
    private static final double CHARACTER = 0.025;

    private static final double[] EVERY = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    private static final double[] ROUND = {1, 2, 5};
    private static final double[] DECADES = {1};

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

    /** The values themselves if they are few and known exactly by their labels, else round ones. */
    private static List<Double> logTicks(double from, double to, double[] values) {
        TreeSet<Double> distinct = new TreeSet<>();
        for (double value : values) {
            distinct.add(value);
        }
        boolean labels = distinct.size() <= MOST_TICKS && distinct.stream().allMatch(Extent::exact);
        List<Double> ticks = new ArrayList<>();
        for (double candidate : labels ? distinct : round(from, to)) {
            if (ticks.isEmpty() || apart(ticks.get(ticks.size() - 1), candidate, from, to)) {
                ticks.add(candidate);
            }
        }
        return ticks;
    }

    private static boolean exact(double value) {
        return Double.parseDouble(Numbers.tick(value)) == value;
    }

    /** Whether the labels of two values on a logarithmic axis do not touch. */
    private static boolean apart(double low, double high, double from, double to) {
        int characters = Numbers.tick(low).length() + Numbers.tick(high).length();
        double closest = Math.max(CLOSEST_TICKS, CHARACTER * (characters / 2.0 + 1));
        return Math.log10(high / low) >= closest * Math.log10(to / from);
    }

    /** Powers of ten, and what lies between them where these are few. */
    private static TreeSet<Double> round(double from, double to) {
        TreeSet<Double> ticks = round(from, to, EVERY);
        if (ticks.size() < FEWEST_TICKS) {
            return new TreeSet<>(linearTicks(from, to));
        }
        for (double[] factors : List.of(ROUND, DECADES)) {
            if (ticks.size() > MOST_TICKS) {
                ticks = round(from, to, factors);
            }
        }
        if (ticks.size() <= MOST_TICKS) {
            return ticks;
        }
        int stride = ticks.size() / MOST_TICKS + 1;
        List<Double> all = List.copyOf(ticks);
        TreeSet<Double> some = new TreeSet<>();
        for (int i = 0; i < all.size(); i += stride) {
            some.add(all.get(i));
        }
        return some;
    }

    private static TreeSet<Double> round(double from, double to, double[] factors) {
        TreeSet<Double> ticks = new TreeSet<>();
        for (int exponent = (int) Math.floor(Math.log10(from));
                exponent <= Math.floor(Math.log10(to));
                exponent++) {
            for (double factor : factors) {
                double tick = factor * Math.pow(10, exponent);
                if (tick >= from && tick <= to) {
                    ticks.add(tick);
                }
            }
        }
        return ticks;
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
