// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * The least error of models, linear or not, whose output depends on the last R inputs only: what
 * earlier independent inputs add to the target cannot be known.
 *
 * <pre>{@code
 * NMSE >= ( v mean over t of sum_{s=R..t} rho_s^2, plus noise ) / target power
 * }</pre>
 *
 * <p>with v the variance of an input. Several channels add up. The mean over all T steps weighs lag
 * s by (T - s) / T.
 *
 * <p>Binds models with a receptive field, on known linear functionals of independent inputs; quiet
 * for all others.
 */
final class ReceptiveFieldFloor implements Reference {

    @Override
    public Optional<ReferenceLine> line(Task task, ModelFacts model) {
        TaskFacts facts = task.facts();
        OptionalDouble power = facts.targetPower();
        if (model.receptiveField().isEmpty()
                || facts.kernel().isEmpty()
                || !facts.input().map(InputProcess::independent).orElse(false)
                || power.isEmpty()) {
            return Optional.empty();
        }
        LagWeights kernel = LagWeights.of(facts.kernel().get(), task.shape());
        double unseen = unseen(kernel, model.receptiveField().getAsInt(), facts.input().get());
        double values = (double) kernel.length() * kernel.outputs();
        double noise = facts.noiseVariance().orElse(0);
        return Optional.of(
                new ReferenceLine((unseen / values + noise) / power.getAsDouble(), Role.FLOOR));
    }

    /** The variance of what is not seen, summed over steps and outputs. */
    private static double unseen(LagWeights kernel, int receptiveField, InputProcess input) {
        double sum = 0;
        for (int lag = receptiveField; lag < kernel.length(); lag++) {
            double squares = 0;
            for (int output = 0; output < kernel.outputs(); output++) {
                for (int channel = 0; channel < kernel.inputs(); channel++) {
                    squares += Math.pow(kernel.at(output, channel, lag), 2);
                }
            }
            // the input of step r is missed once, at step r + lag
            for (int step = 0; step + lag < kernel.length(); step++) {
                sum += squares * input.covariance(step, step);
            }
        }
        return sum;
    }
}
