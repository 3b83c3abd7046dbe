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
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/**
 * The error that the size of its state leaves to a linear model once the zeros before the first
 * input are forgotten: what {@link BlockHankel} finds over all lags of a sequence, plus the noise,
 * over the power of the targets then.
 *
 * <p>The curve of theory that papers draw. It bounds nothing that a trial measures: sequences start
 * from zero, and their first steps are easy, so that a correct model can lie below it. What binds
 * is {@link StateFloor}.
 *
 * <p>Speaks of models that claim to be causal and linear and have a state of known size, on white
 * inputs, beside errors of every kind; quiet for all others.
 *
 * <p>What was computed for a kernel is kept for the next model. Safe to share between threads.
 */
final class SteadyState implements Reference {

    private static final Set<Claim> MEANT = Set.of(Claim.CAUSAL, Claim.LINEAR);

    private final Map<Content, double[]> errorsByKernel = new ConcurrentHashMap<>();

    @Override
    public Optional<ReferenceLine> line(ReferenceContext context) {
        Task task = context.task();
        ModelFacts model = context.model();
        TaskFacts facts = task.facts();
        if (!model.claims().containsAll(MEANT)
                || model.stateSize().isEmpty()
                || facts.kernel().isEmpty()
                || !facts.input()
                        .map(input -> isCentredWhite(input, task.shape().length()))
                        .orElse(false)) {
            return Optional.empty();
        }
        LagWeights kernel = LagWeights.of(facts.kernel().get(), task.shape());
        double variance = facts.input().get().variance();
        double energy = 0;
        for (double weight : kernel.values()) {
            energy += weight * weight;
        }
        double[] errors =
                errorsByKernel.computeIfAbsent(
                        new Content(
                                kernel.length(),
                                kernel.outputs(),
                                DoubleBuffer.wrap(kernel.values())),
                        key -> BlockHankel.leastErrors(kernel, kernel.length()));
        long states = model.stateSize().getAsLong();
        double error = states < errors.length ? errors[(int) states] : 0;
        OptionalDouble noise = facts.noiseVariance();
        double noisePower = noise.orElse(0) * kernel.outputs();
        return Optional.of(
                new ReferenceLine(
                        (error * variance + noisePower) / (energy * variance + noisePower),
                        Role.ORIENTATION));
    }

    /** All that the errors depend on; the weights say how many inputs there are. */
    private record Content(int length, int outputs, DoubleBuffer weights) {}

    private static boolean isCentredWhite(InputProcess input, int length) {
        return input.mean() == 0 && FiniteSequenceFloor.isWhite(input, length);
    }
}
