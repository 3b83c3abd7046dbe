// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.baseline;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;

/**
 * What the best constant answer per output, its mean, reaches: what the task says ({@link
 * org.seqmem.api.task.TaskFacts#constantError}). For every model; quiet where the task does not
 * know.
 */
final class PredictMean implements Reference {

    @Override
    public Optional<ReferenceLine> line(Task task, ModelFacts model) {
        OptionalDouble error = task.facts().constantError();
        return error.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReferenceLine(error.getAsDouble(), Role.BASELINE));
    }
}
