// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.util.List;
import java.util.Optional;

/**
 * A table whose cells are coloured by their values.
 *
 * @param title what it shows within its figure
 * @param value what the values are
 * @param columns names, from left to right
 * @param rows names, from the top to the bottom
 * @param cells those that have a value or something to say
 * @param low the value of the lightest colour
 * @param high the value of the darkest
 */
public record HeatMap(
        String title,
        String value,
        List<String> columns,
        List<String> rows,
        List<Cell> cells,
        double low,
        double high)
        implements Panel {

    /** Copies the lists. */
    public HeatMap {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        cells = List.copyOf(cells);
    }

    /** The characters of the longest column name. */
    int longestColumn() {
        return columns.stream().mapToInt(String::length).max().orElse(0);
    }

    /**
     * A cell.
     *
     * @param column from 0
     * @param row from 0
     * @param value decides the colour; NaN for none
     * @param text stands in the cell
     * @param trial id of the trial that it stands for, if it is one
     */
    public record Cell(int column, int row, double value, String text, Optional<String> trial) {}
}
