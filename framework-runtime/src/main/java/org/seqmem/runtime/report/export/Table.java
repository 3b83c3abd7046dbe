// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.export;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tidy table: one row per observation, one column per variable. Its rows are made as they are
 * read, so that a table may be larger than memory.
 *
 * @param name lower-case, words joined by hyphens or underscores: that of its file
 * @param columns names of the columns, in snake_case
 * @param rows gives every row, in order, to a consumer
 */
public record Table(String name, List<String> columns, Rows rows) {

    /** Copies the columns. */
    public Table {
        columns = List.copyOf(columns);
    }

    /** Where rows come from. */
    @FunctionalInterface
    public interface Rows {

        /**
         * Hands out every row: as many values as there are columns, each a String, a Long, an
         * Integer, a Double, a Boolean, or null where nothing is known. A number that is not finite
         * counts as unknown.
         */
        void forEach(Consumer<? super List<@Nullable Object>> row);
    }
}
