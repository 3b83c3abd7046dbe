// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
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
    public Optional<ReferenceLine> line(ReferenceContext context) {
        TaskFacts facts = context.task().facts();
        double noise = facts.noiseVariance().orElse(0);
        OptionalDouble power = facts.targetPower(context.steps());
        if (noise == 0 || power.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ReferenceLine(noise / power.getAsDouble(), Role.FLOOR));
    }
}
