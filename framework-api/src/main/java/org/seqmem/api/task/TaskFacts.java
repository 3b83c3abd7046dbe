// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.input.InputProcess;

/**
 * What is exactly known about a task. Every error is an NMSE: a mean squared error over steps and
 * outputs, divided by {@code targetPower}.
 *
 * @param targetPower the mean of y^2 over steps and outputs, mean and noise included; empty if
 *     unknown
 * @param kernel the linear functional that makes the targets, up to noise; empty if they are not
 *     linear
 * @param input the law of the inputs; empty if it is none of {@link InputProcess}
 * @param noiseVariance the variance, in every step and as the mean over outputs, of what was added
 *     to the targets and no model can know: divided by the target power, a floor of every model; 0
 *     if nothing was added, empty if unknown
 * @param constantError the error of the best constant per output, which is that of the mean; empty
 *     if unknown
 * @param linearError the least error of causal models that claim {@link
 *     org.seqmem.api.model.Claim#LINEAR}, of whatever size, with a weight of its own for every pair
 *     of steps; empty if unknown
 * @param powerByStep the mean of y^2 over outputs in each of the T steps, of which {@code
 *     targetPower} is the mean; empty if unknown
 */
public record TaskFacts(
        OptionalDouble targetPower,
        Optional<LinearKernel> kernel,
        Optional<InputProcess> input,
        OptionalDouble noiseVariance,
        OptionalDouble constantError,
        OptionalDouble linearError,
        Optional<double[]> powerByStep) {

    /** The power of single steps is unknown. */
    public TaskFacts(
            OptionalDouble targetPower,
            Optional<LinearKernel> kernel,
            Optional<InputProcess> input,
            OptionalDouble noiseVariance,
            OptionalDouble constantError,
            OptionalDouble linearError) {
        this(
                targetPower,
                kernel,
                input,
                noiseVariance,
                constantError,
                linearError,
                Optional.empty());
    }

    /** Target power, kernel and input law, and nothing beyond. */
    public TaskFacts(
            OptionalDouble targetPower,
            Optional<LinearKernel> kernel,
            Optional<InputProcess> input) {
        this(
                targetPower,
                kernel,
                input,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /** Nothing is known. */
    public static TaskFacts unknown() {
        return new TaskFacts(OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }

    /** The mean target power over weighted steps; empty if unknown. */
    public OptionalDouble targetPower(StepWeights steps) {
        if (steps.equals(StepWeights.ALL)) {
            return targetPower;
        }
        if (powerByStep.isEmpty()) {
            return OptionalDouble.empty();
        }
        double[] power = powerByStep.get();
        double[] weights = steps.values(power.length);
        double sum = 0;
        for (int t = 0; t < power.length; t++) {
            sum += weights[t] * power[t];
        }
        return OptionalDouble.of(sum / power.length);
    }
}
