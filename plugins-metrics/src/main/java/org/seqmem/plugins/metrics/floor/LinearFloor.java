// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.task.StepWeights;

/**
 * The least error of linear models of whatever size, where the targets are not linear in the
 * inputs: what the task says ({@link org.seqmem.api.task.TaskFacts#linearError}).
 *
 * <p>Binds models that claim to be causal and linear; quiet for all others, where the task does not
 * know, and beside errors that do not count every step alike.
 */
final class LinearFloor implements Reference {

    private static final Set<Claim> BOUND = Set.of(Claim.CAUSAL, Claim.LINEAR);

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        OptionalDouble error = context.task().facts().linearError();
        if (error.isEmpty()
                || !context.steps().equals(StepWeights.ALL)
                || !context.model().claims().containsAll(BOUND)) {
            return Optional.empty();
        }
        return Optional.of(new ReferenceLine(error.getAsDouble(), Role.FLOOR));
    }
}
