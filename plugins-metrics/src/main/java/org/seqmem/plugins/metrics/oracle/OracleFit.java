// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.oracle;

import java.nio.DoubleBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
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
 * The best error found for a stable, time-invariant linear recurrence with as many states as the
 * model: what training could reach, as far as a search knows. With the state floor below it, it
 * makes a bracket; what a trained model lies above it is the fault of optimisation.
 *
 * <p><b>Formula:</b> for white inputs of variance v, by {@link VariableProjection} from all {@link
 * StartPoles}, or as a shift register of m cells, whichever is better:
 *
 * <pre>{@code
 * NMSE = (v sum_s w_s (rho_s - h_s)^2 + noise) / target power
 * w_s  = (sum over t >= s of the weights of the steps) / T,  (T - s) / T if all count alike
 * }</pre>
 *
 * <p>Told of the kernel that a trained model turned out to have, the search begins at that model's
 * poles as well, and so finds nothing worse than it.
 *
 * <p>For models that claim to be causal, linear and time-invariant with 1 to {@value #MOST_STATES}
 * states, on known functionals with one input and one output of independent, centred inputs; quiet
 * for all others. Never a bound: a better fit may exist. Takes seconds for many states; fits are
 * kept for the next model. Safe to share between threads.
 */
final class OracleFit implements Reference {

    static final int MOST_STATES = 32;

    private static final Set<Claim> FITTED =
            Set.of(Claim.CAUSAL, Claim.LINEAR, Claim.TIME_INVARIANT);

    private final Map<DoubleBuffer, Double> errorsByContent = new ConcurrentHashMap<>();

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        Task task = context.task();
        ModelFacts model = context.model();
        TaskFacts facts = task.facts();
        OptionalDouble power = facts.targetPower(context.steps());
        long states = model.stateSize().orElse(0);
        if (!model.claims().containsAll(FITTED)
                || states < 1
                || states > MOST_STATES
                || task.shape().inputSize() * task.shape().outputSize() != 1
                || facts.kernel().isEmpty()
                || !facts.input().map(OracleFit::whiteAndCentred).orElse(false)
                || power.isEmpty()) {
            return Optional.empty();
        }
        double[] rho = new double[task.shape().length()];
        for (int lag = 0; lag < rho.length; lag++) {
            rho[lag] = facts.kernel().get().weight(0, 0, lag);
        }
        double[] weights = lagWeights(context.steps().values(rho.length));
        double fit = error(rho, weights, (int) states);
        if (context.measuredKernel().isPresent()) {
            fit = Math.min(fit, fromKernel(rho, weights, (int) states, context));
        }
        double error = fit * facts.input().get().variance();
        double noise = facts.noiseVariance().orElse(0);
        return Optional.of(new ReferenceLine((error + noise) / power.getAsDouble(), Role.ORACLE));
    }

    private static boolean whiteAndCentred(InputProcess input) {
        return input.independent() && input.stationary() && input.mean() == 0;
    }

    private double error(double[] rho, double[] weights, int states) {
        DoubleBuffer content = DoubleBuffer.allocate(2 * rho.length + 1);
        content.put(states).put(rho).put(weights).flip();
        return errorsByContent.computeIfAbsent(
                content.asReadOnlyBuffer(), key -> leastError(rho, weights, states));
    }

    /** The fit that begins at the poles of a trained model, read off its kernel. */
    private static double fromKernel(
            double[] rho, double[] weights, int states, ReferenceContext context) {
        double[] kernel = context.measuredKernel().orElseThrow();
        if (kernel.length != rho.length || 2 * states >= rho.length) {
            return Double.POSITIVE_INFINITY;
        }
        return new VariableProjection(rho, weights).descend(StartPoles.ofKernel(kernel, states));
    }

    /** The mean weight of the steps that see a lag, the others counting zero. */
    private static double[] lagWeights(double[] stepWeights) {
        double[] weights = new double[stepWeights.length];
        double sum = 0;
        for (int t = stepWeights.length - 1; t >= 0; t--) {
            sum += stepWeights[t];
            weights[t] = sum / stepWeights.length;
        }
        return weights;
    }

    /**
     * The least weighted squared error found.
     *
     * @param rho the kernel at lags 0 to T - 1
     * @param weights of the squared errors of the lags
     * @param states m, at least 1
     */
    static double leastError(double[] rho, double[] weights, int states) {
        double least = shiftRegister(rho, weights, states);
        if (least == 0) {
            return 0;
        }
        VariableProjection fit = new VariableProjection(rho, weights);
        for (Poles start : StartPoles.of(rho, states)) {
            least = Math.min(least, fit.descend(start));
        }
        return least;
    }

    /** Cells that hold the last m inputs answer their lags and no others. */
    private static double shiftRegister(double[] rho, double[] weights, int states) {
        double error = 0;
        for (int lag = states + 1; lag < rho.length; lag++) {
            error += weights[lag] * rho[lag] * rho[lag];
        }
        return error;
    }
}
