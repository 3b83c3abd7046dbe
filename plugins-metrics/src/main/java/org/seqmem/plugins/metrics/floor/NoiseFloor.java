// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Optional;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * The least error that the noise of the targets leaves to any model.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * NMSE >= noise variance / target power, the noise included in the power
 * }</pre>
 *
 * <p>Binds every model. Quiet where the task adds no noise or does not say how much.
 */
final class NoiseFloor implements Reference {

    @Override
    public Optional<ReferenceLine> line(Task task, ModelFacts model) {
        TaskFacts facts = task.facts();
        double noise = facts.noiseVariance().orElse(0);
        if (noise == 0 || facts.targetPower().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new ReferenceLine(noise / facts.targetPower().getAsDouble(), Role.FLOOR));
    }
}
