// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;

/**
 * The least error of linear models of whatever size, where the targets are not linear in the
 * inputs: what the task says ({@link org.seqmem.api.task.TaskFacts#linearError}).
 *
 * <p>Binds models that claim to be causal and linear; quiet for all others, and where the task does
 * not know.
 */
final class LinearFloor implements Reference {

    private static final Set<Claim> BOUND = Set.of(Claim.CAUSAL, Claim.LINEAR);

    @Override
    public Optional<ReferenceLine> line(Task task, ModelFacts model) {
        OptionalDouble error = task.facts().linearError();
        if (error.isEmpty() || !model.claims().containsAll(BOUND)) {
            return Optional.empty();
        }
        return Optional.of(new ReferenceLine(error.getAsDouble(), Role.FLOOR));
    }
}
