// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.metric.ReferenceLine.Role;

/**
 * What the references of an experiment say of a trial that has ended.
 *
 * @param lines the lines beside its errors
 * @param suspect why it cannot be right, in a sentence; empty if nothing says so
 */
public record Judgement(List<StoredLine> lines, Optional<String> suspect) {

    /** Copies the lines. */
    public Judgement {
        lines = List.copyOf(lines);
    }

    /** The highest floor under an error, by its name among the metrics; empty if there is none. */
    public OptionalDouble floor(String metric) {
        return lines.stream()
                .filter(line -> line.role() == Role.FLOOR && line.metric().equals(metric))
                .mapToDouble(StoredLine::value)
                .max();
    }
}
