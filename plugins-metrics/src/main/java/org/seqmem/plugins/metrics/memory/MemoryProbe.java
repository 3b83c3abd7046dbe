// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import java.util.Arrays;
import org.seqmem.api.task.SequenceShape;

/**
 * The answers of a model, linear or not, to single impulses and to steps.
 *
 * <p><b>Formula:</b> with v a direction, of d_in numbers, y(x) the answer to x from the zero state
 * and ||.|| the Euclidean norm over outputs:
 *
 * <pre>{@code
 * impulse_v[t] = ||y_t(x) - y_t(0)||,     x_0 = v, x_t = 0 later;   t = 0..T-1
 * step_v[t]    = ||y_{t+1}(x) - y_t(x)||, x_t = v at all t;         t = 0..T-2
 * }</pre>
 *
 * <p>Of a linear, time-invariant model both show the memory function: step_v[t] = impulse_v[t+1] =
 * |rho_{t+1}| for v = 1. Of other models the answer to zero is not zero, and is taken off.
 *
 * <p><b>Source:</b> Wang, Li and Li, "Inverse approximation theory for nonlinear recurrent neural
 * networks" (arXiv 2305.19190), which takes the derivative of the step answer over the largest v,
 * and calls both equivalent (appendix H).
 */
final class MemoryProbe {

    private final SequenceShape shape;
    private final double[][] directions;
    private final double[] silent;
    private final double[][] impulses;
    private final double[][] steps;

    private MemoryProbe(
            SequenceShape shape,
            double[][] directions,
            double[] silent,
            double[][] impulses,
            double[][] steps) {
        this.shape = shape;
        this.directions = directions;
        this.silent = silent;
        this.impulses = impulses;
        this.steps = steps;
    }

    /**
     * Asks a model, one sequence at a time.
     *
     * @param directions shape (any, d_in), none of them zero
     */
    static MemoryProbe of(SequenceShape shape, double[][] directions, SequenceMap model) {
        double[] silent = model.apply(new double[shape.length() * shape.inputSize()], 1);
        double[][] impulses = new double[directions.length][];
        double[][] steps = new double[directions.length][];
        for (int i = 0; i < directions.length; i++) {
            impulses[i] = model.apply(held(shape, directions[i], 1), 1);
            steps[i] = model.apply(held(shape, directions[i], shape.length()), 1);
        }
        return new MemoryProbe(shape, directions, silent, impulses, steps);
    }

    /** The direction in the first steps, zero afterwards. */
    private static double[] held(SequenceShape shape, double[] direction, int steps) {
        double[] inputs = new double[shape.length() * shape.inputSize()];
        for (int t = 0; t < steps; t++) {
            System.arraycopy(direction, 0, inputs, t * direction.length, direction.length);
        }
        return inputs;
    }

    /** The answer to zero inputs: shape (T, d_out), row by row. */
    double[] silent() {
        return silent.clone();
    }

    /** How far each output after an impulse is from that after none: T numbers. */
    double[] impulse(int direction) {
        double[] memory = new double[shape.length()];
        Arrays.setAll(memory, t -> distance(impulses[direction], t, silent, t));
        return memory;
    }

    /** How much each step moves the answer to a constant input: T - 1 numbers. */
    double[] step(int direction) {
        double[] memory = new double[shape.length() - 1];
        Arrays.setAll(memory, t -> distance(steps[direction], t + 1, steps[direction], t));
        return memory;
    }

    /** The largest of {@link #impulse} over directions, each over its largest component. */
    double[] largestImpulse() {
        double[] largest = new double[shape.length()];
        for (int i = 0; i < directions.length; i++) {
            raise(largest, impulse(i), magnitude(directions[i]));
        }
        return largest;
    }

    /** The largest of {@link #step} over directions, each over its largest component. */
    double[] largestStep() {
        double[] largest = new double[shape.length() - 1];
        for (int i = 0; i < directions.length; i++) {
            raise(largest, step(i), magnitude(directions[i]));
        }
        return largest;
    }

    private static void raise(double[] largest, double[] values, double unit) {
        for (int t = 0; t < largest.length; t++) {
            largest[t] = Math.max(largest[t], values[t] / unit);
        }
    }

    private static double magnitude(double[] direction) {
        return Arrays.stream(direction).map(Math::abs).max().orElseThrow();
    }

    private double distance(double[] one, int oneStep, double[] other, int otherStep) {
        int width = shape.outputSize();
        double sum = 0;
        for (int o = 0; o < width; o++) {
            double difference = one[oneStep * width + o] - other[otherStep * width + o];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }
}
