// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

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
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * The least error that the size of its state leaves to a linear model: what {@link
 * FiniteSequenceFloor} finds, plus the noise of the targets, over the target power. Steps are
 * weighted as the error does; where it leaves out the first ones, time-invariant models are also
 * bound by {@link BlockHankel}, for they answer all steps with the same weights: without that, the
 * last step alone would ask for no more than one number.
 *
 * <p>Binds models that claim to be causal and linear and have a state of known size; such a model
 * may vary in time. Quiet for all others: a non-linear model may pack several numbers into one, and
 * reach less. Quiet too where the task is not a known linear functional of inputs of known
 * covariance, and for correlated inputs of more than {@value
 * FiniteSequenceFloor#LONGEST_CORRELATED} steps.
 *
 * <p>What was computed for a task is kept for the next model. Safe to share between threads.
 */
final class StateFloor implements Reference {

    private static final Set<Claim> BOUND = Set.of(Claim.CAUSAL, Claim.LINEAR);

    private final Map<Content, Optional<double[]>> errorsByContent = new ConcurrentHashMap<>();

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        Task task = context.task();
        ModelFacts model = context.model();
        TaskFacts facts = task.facts();
        OptionalDouble power = facts.targetPower(context.steps());
        if (!model.claims().containsAll(BOUND)
                || model.stateSize().isEmpty()
                || facts.kernel().isEmpty()
                || facts.input().isEmpty()
                || power.isEmpty()) {
            return Optional.empty();
        }
        LagWeights kernel = LagWeights.of(facts.kernel().get(), task.shape());
        long states = model.stateSize().getAsLong();
        double values = (double) kernel.length() * kernel.outputs();
        double noise = facts.noiseVariance().orElse(0);
        boolean timeInvariant = model.claims().contains(Claim.TIME_INVARIANT);
        return leastErrors(kernel, facts.input().get(), context.steps(), timeInvariant)
                .map(errors -> states < errors.length ? errors[(int) states] : 0)
                .map(error -> (error / values + noise) / power.getAsDouble())
                .map(nmse -> new ReferenceLine(nmse, Role.FLOOR));
    }

    private Optional<double[]> leastErrors(
            LagWeights kernel, InputProcess input, StepWeights steps, boolean timeInvariant) {
        boolean sameInAllSteps = timeInvariant && steps.firstStep() > 0;
        return errorsByContent.computeIfAbsent(
                new Content(steps, sameInAllSteps, content(kernel, input)),
                key ->
                        FiniteSequenceFloor.leastErrors(
                                        kernel, input, steps.values(kernel.length()))
                                .map(
                                        errors ->
                                                sameInAllSteps
                                                        ? FiniteSequenceFloor.larger(
                                                                errors,
                                                                ofOneKernel(kernel, input, steps))
                                                        : errors));
    }

    /**
     * Every step that counts sees at least the lags up to the first of them, so each of these T
     * errors, their weights adding up to T, is at least that of these lags.
     */
    private static double[] ofOneKernel(LagWeights kernel, InputProcess input, StepWeights steps) {
        if (!FiniteSequenceFloor.isWhite(input, kernel.length())) {
            return new double[] {0};
        }
        int lags = Math.min(steps.firstStep() + 1, kernel.length());
        double[] errors = BlockHankel.leastErrors(kernel, lags);
        for (int m = 0; m < errors.length; m++) {
            errors[m] *= kernel.length() * input.variance();
        }
        return errors;
    }

    private record Content(StepWeights steps, boolean sameInAllSteps, DoubleBuffer numbers) {}

    /** All that the errors depend on. */
    private static DoubleBuffer content(LagWeights kernel, InputProcess input) {
        int length = kernel.length();
        boolean factored = !input.stationary() && length <= FiniteSequenceFloor.LONGEST_CORRELATED;
        int covariances = factored ? length * length : length;
        DoubleBuffer content = DoubleBuffer.allocate(4 + covariances + kernel.values().length);
        content.put(kernel.outputs()).put(kernel.inputs());
        content.put(input.stationary() ? 1 : 0).put(input.independent() ? 1 : 0);
        content.put(kernel.values());
        for (int s = 0; s < (factored ? length : 1); s++) {
            for (int t = 0; t < length; t++) {
                content.put(input.covariance(s, t));
            }
        }
        return content.flip().asReadOnlyBuffer();
    }
}
