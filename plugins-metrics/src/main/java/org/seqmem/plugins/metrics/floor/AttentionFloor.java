// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.metric.Reference;
import org.seqmem.api.metric.ReferenceContext;
import org.seqmem.api.metric.ReferenceLine;
import org.seqmem.api.metric.ReferenceLine.Role;
import org.seqmem.api.model.Claim;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * The least error of models that are blind to the order of earlier inputs, as one causal layer of
 * attention without positions is, however wide.
 *
 * <p><b>Formula:</b> among independent inputs of one law, all orders of the past are equally likely
 * given its collection, so the best answer weighs all earlier inputs alike:
 *
 * <pre>{@code
 * best_t  = rho_0 x_t + (1/t) (sum_{s=1..t} rho_s) sum_{r<t} x_r
 * error_t = v ( sum_{s=1..t} rho_s^2 - (sum_{s=1..t} rho_s)^2 / t ),  error_0 = 0
 * NMSE   >= (mean over t of w_t error_t, plus noise) / target power
 * }</pre>
 *
 * <p>with v the variance of an input, whose mean is known to the model, and w_t the weight of step
 * t in the error. Several channels add up.
 *
 * <p>Binds models that claim to be {@link Claim#ORDER_BLIND}, on known linear functionals of
 * independent inputs; quiet for all others. Deeper stacks can find out the order.
 */
final class AttentionFloor implements Reference {

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        Task task = context.task();
        TaskFacts facts = task.facts();
        OptionalDouble power = facts.targetPower(context.steps());
        if (!context.model().claims().contains(Claim.ORDER_BLIND)
                || facts.kernel().isEmpty()
                || !facts.input().map(AttentionFloor::exchangeable).orElse(false)
                || power.isEmpty()) {
            return Optional.empty();
        }
        double[] errors = leastErrors(LagWeights.of(facts.kernel().get(), task.shape()));
        double[] weights = context.steps().values(errors.length);
        double sum = 0;
        for (int t = 0; t < errors.length; t++) {
            sum += weights[t] * errors[t];
        }
        double values = (double) task.shape().length() * task.shape().outputSize();
        double error = sum * facts.input().get().variance() / values;
        double noise = facts.noiseVariance().orElse(0);
        return Optional.of(new ReferenceLine((error + noise) / power.getAsDouble(), Role.FLOOR));
    }

    /** Whether all orders of the inputs are equally likely. */
    private static boolean exchangeable(InputProcess input) {
        return input.independent() && input.stationary();
    }

    /** The least squared error in each step, summed over outputs, for inputs of variance 1. */
    static double[] leastErrors(LagWeights kernel) {
        double[] errors = new double[kernel.length()];
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int input = 0; input < kernel.inputs(); input++) {
                double mean = 0;
                double squaredDeviations = 0;
                // Welford's update of the mean: the difference of two sums would lose digits.
                for (int t = 1; t < kernel.length(); t++) {
                    double weight = kernel.at(output, input, t);
                    double distance = weight - mean;
                    mean += distance / t;
                    squaredDeviations += distance * (weight - mean);
                    errors[t] += squaredDeviations;
                }
            }
        }
        return errors;
    }
}
