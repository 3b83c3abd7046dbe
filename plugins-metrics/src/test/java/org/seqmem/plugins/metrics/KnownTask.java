// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.seqmem.api.input.InputProcess;
import org.seqmem.api.random.RandomStream;
import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.task.SplitSizes;
import org.seqmem.api.task.Task;
import org.seqmem.api.task.TaskFacts;

/** A task of given facts, for floors: they read the facts and draw nothing. */
public record KnownTask(SequenceShape shape, TaskFacts facts) implements Task {

    /** y_t = sum_s rho_s x_(t-s), noise of the given variance added. */
    public static KnownTask linear(double[] rho, InputProcess input, double noise) {
        double[] powerByStep = new double[rho.length];
        for (int t = 0; t < rho.length; t++) {
            powerByStep[t] = noise;
            for (int r = 0; r <= t; r++) {
                for (int s = 0; s <= t; s++) {
                    double product = rho[r] * rho[s];
                    powerByStep[t] += product == 0 ? 0 : product * moment(input, t - r, t - s);
                }
            }
        }
        double power = Arrays.stream(powerByStep).average().orElseThrow();
        LinearKernel kernel = (output, channel, lag) -> rho[lag];
        return new KnownTask(
                new SequenceShape(rho.length, 1, 1),
                new TaskFacts(
                        OptionalDouble.of(power),
                        Optional.of(kernel),
                        Optional.of(input),
                        OptionalDouble.of(noise),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.of(powerByStep)));
    }

    /** y_t = x_(t-delay) over white inputs, without noise. */
    public static KnownTask delayed(int delay, int length) {
        double[] rho = new double[length];
        rho[delay] = 1;
        return linear(rho, KnownInput.white(1), 0);
    }

    public static KnownTask unknown(int length) {
        return new KnownTask(new SequenceShape(length, 1, 1), TaskFacts.unknown());
    }

    @Override
    public SplitSizes sizes() {
        return new SplitSizes(OptionalInt.empty(), 1, 1);
    }

    @Override
    public void draw(RandomStream stream, double[] input, double[] target) {
        throw new UnsupportedOperationException("a floor draws nothing");
    }

    private static double moment(InputProcess input, int s, int t) {
        return input.covariance(s, t) + input.mean() * input.mean();
    }
}
