// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.List;

/**
 * The colours of figures, as {@code #rrggbb}.
 *
 * <p>Source: Okabe and Ito, Color Universal Design, 2008: told apart with any kind of colour
 * vision. Their yellow is darkened for white paper, their black is the text colour.
 */
public final class Palette {

    /** Hues on white, from 0 on. */
    public static final List<String> LIGHT =
            List.of(
                    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#333333",
                    "#9a8c00");

    /** The same hues on black. */
    public static final List<String> DARK =
            List.of(
                    "#4aa8e0", "#f07f35", "#2cc596", "#e39ac3", "#f2b632", "#8ccff5", "#dddddd",
                    "#f0e442");

    /** From small to large values; text in black is readable on each. */
    public static final List<String> HEAT =
            List.of("#f7fbff", "#d3e5f5", "#a9cfe8", "#78b3dc", "#4a94cc");

    /** What stands beside the data, on white. */
    public static final String INK = "#666666";

    private Palette() {}
}
