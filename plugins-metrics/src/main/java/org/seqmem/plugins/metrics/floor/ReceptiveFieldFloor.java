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
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * The least error of models whose output depends on the last R inputs only: what earlier inputs add
 * to the target, beyond what the last ones tell of them, cannot be known.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * NMSE >= ( mean over t of w_t Var(y_t | x_t, ..., x_{t-R+1}), plus noise ) / target power
 * }</pre>
 *
 * <p>with w_t the weight of step t in the error. For independent inputs of variance v the variance
 * is v sum_{s=R..t} rho_s^2. Several channels add up.
 *
 * <p>Binds all models with a receptive field, linear or not, on known linear functionals of
 * independent or Gaussian inputs; of other inputs with known covariance it binds linear models.
 * Quiet for all others, and for correlated inputs of more than {@value
 * FiniteSequenceFloor#LONGEST_CORRELATED} steps, or {@value #LONGEST_NON_STATIONARY} if their law
 * changes from step to step.
 */
final class ReceptiveFieldFloor implements Reference {

    /** A factor for the end of every step takes T^4 / 24 multiplications, here 2 10^8. */
    static final int LONGEST_NON_STATIONARY = 256;

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        Task task = context.task();
        ModelFacts model = context.model();
        TaskFacts facts = task.facts();
        OptionalDouble power = facts.targetPower(context.steps());
        if (model.receptiveField().isEmpty()
                || facts.kernel().isEmpty()
                || !facts.input().map(input -> known(input, task, model)).orElse(false)
                || power.isEmpty()) {
            return Optional.empty();
        }
        LagWeights kernel = LagWeights.of(facts.kernel().get(), task.shape());
        InputProcess input = facts.input().get();
        int receptiveField = model.receptiveField().getAsInt();
        double[] weights = context.steps().values(kernel.length());
        double unseen =
                input.independent()
                        ? unseen(kernel, receptiveField, input, weights)
                        : unexplained(kernel, receptiveField, input, weights);
        double values = (double) kernel.length() * kernel.outputs();
        double noise = facts.noiseVariance().orElse(0);
        return Optional.of(
                new ReferenceLine((unseen / values + noise) / power.getAsDouble(), Role.FLOOR));
    }

    /** Whether what the last inputs tell of earlier ones is known, and can be computed. */
    private static boolean known(InputProcess input, Task task, ModelFacts model) {
        int longest =
                input.stationary()
                        ? FiniteSequenceFloor.LONGEST_CORRELATED
                        : LONGEST_NON_STATIONARY;
        return input.independent()
                || (task.shape().length() <= longest
                        && (input.gaussian() || model.claims().contains(Claim.LINEAR)));
    }

    /** The variance of what independent inputs hide, summed over weighted steps and outputs. */
    private static double unseen(
            LagWeights kernel, int receptiveField, InputProcess input, double[] weights) {
        double[] later = new double[weights.length + 1];
        for (int step = weights.length - 1; step >= 0; step--) {
            later[step] = later[step + 1] + weights[step];
        }
        double sum = 0;
        for (int lag = receptiveField; lag < kernel.length(); lag++) {
            double squares = 0;
            for (int output = 0; output < kernel.outputs(); output++) {
                for (int channel = 0; channel < kernel.inputs(); channel++) {
                    squares += Math.pow(kernel.at(output, channel, lag), 2);
                }
            }
            // the input of step r is missed once, at step r + lag
            if (input.stationary()) {
                sum += squares * input.variance() * later[lag];
                continue;
            }
            for (int step = 0; step + lag < kernel.length(); step++) {
                sum += weights[step + lag] * squares * input.covariance(step, step);
            }
        }
        return sum;
    }

    /**
     * The variance of the targets given the last inputs, summed over weighted steps and outputs:
     * with the latest input first, the innovations from the R-th on are what the last R inputs
     * leave open.
     */
    private static double unexplained(
            LagWeights kernel, int receptiveField, InputProcess input, double[] weights) {
        int length = kernel.length();
        double sum = 0;
        Innovations shared = Innovations.endingAt(input, input.stationary() ? length : 0);
        for (int step = receptiveField; step < length; step++) {
            if (weights[step] == 0) {
                continue;
            }
            Innovations factor =
                    input.stationary() ? shared : Innovations.endingAt(input, step + 1);
            for (int output = 0; output < kernel.outputs(); output++) {
                for (int channel = 0; channel < kernel.inputs(); channel++) {
                    for (int column = receptiveField; column <= step; column++) {
                        double weight = 0;
                        for (int lag = column; lag <= step; lag++) {
                            weight += kernel.at(output, channel, lag) * factor.at(lag, column);
                        }
                        sum += weights[step] * weight * weight;
                    }
                }
            }
        }
        return sum;
    }
}
