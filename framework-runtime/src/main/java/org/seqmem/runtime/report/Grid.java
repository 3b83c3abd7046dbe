// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.ArrayList;
import java.util.List;

/** A plain-text table: columns as wide as they need to be, the first aligned to the left. */
public final class Grid {

    private static final String GAP = "   ";

    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a row; rows may differ in length. */
    public Grid row(List<String> cells) {
        rows.add(List.copyOf(cells));
        return this;
    }

    /** Adds a row; rows may differ in length. */
    public Grid row(String... cells) {
        return row(List.of(cells));
    }

    /** How many rows. */
    public int size() {
        return rows.size();
    }

    /**
     * The lines, every column but the first aligned to the right.
     *
     * @param indent spaces before each line
     */
    public List<String> rightAligned(int indent) {
        return lines(indent, true);
    }

    /**
     * The lines, every column aligned to the left.
     *
     * @param indent spaces before each line
     */
    public List<String> leftAligned(int indent) {
        return lines(indent, false);
    }

    private List<String> lines(int indent, boolean right) {
        List<Integer> widths = widths();
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(" ".repeat(indent));
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths.get(i) - cell.length());
                line.append(i == 0 ? "" : GAP);
                line.append(right && i > 0 ? padding + cell : cell + padding);
            }
            lines.add(line.toString().stripTrailing());
        }
        return lines;
    }

    private List<Integer> widths() {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                if (i == widths.size()) {
                    widths.add(0);
                }
                widths.set(i, Math.max(widths.get(i), row.get(i).length()));
            }
        }
        return widths;
    }
}
