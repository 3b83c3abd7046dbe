// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.baseline;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.task.StepWeights;

/**
 * What the best constant answer per output, its mean, reaches: what the task says ({@link
 * org.seqmem.api.task.TaskFacts#constantError}). For every model; quiet where the task does not
 * know, and beside errors that do not count every step alike.
 */
final class PredictMean implements Reference {

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        OptionalDouble error = context.task().facts().constantError();
        return error.isEmpty() || !context.steps().equals(StepWeights.ALL)
                ? Optional.empty()
                : Optional.of(new ReferenceLine(error.getAsDouble(), Role.BASELINE));
    }
}
