// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.List;

/**
 * An axis.
 *
 * @param title the quantity and its unit
 * @param scale how values become places
 * @param categories what the whole numbers from 0 on mean; empty unless the scale says so
 */
public record Axis(String title, Scale scale, List<String> categories) {

    /**
     * The least value on a logarithmic axis: errors below it are rounding, and ECharts takes ends
     * of axes below 1e-20 for zero.
     */
    static final double LEAST = 1e-15;

    /** How values become places. */
    public enum Scale {
        /** Equal differences are equal lengths. */
        LINEAR,
        /**
         * Equal ratios are equal lengths; what is not positive, or next to nothing, is not drawn.
         */
        LOG,
        /** Whole numbers stand for names. */
        CATEGORIES
    }

    /** Copies the categories. */
    public Axis {
        categories = List.copyOf(categories);
    }

    /** An axis of numbers. */
    public static Axis of(String title, Scale scale) {
        return new Axis(title, scale, List.of());
    }

    /** An axis of names. */
    public static Axis of(String title, List<String> categories) {
        return new Axis(title, Scale.CATEGORIES, categories);
    }

    /** Whether a value has a place. */
    public boolean shows(double value) {
        return Double.isFinite(value) && (scale != Scale.LOG || value >= LEAST);
    }
}
