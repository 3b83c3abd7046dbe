// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.types.Shape;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.random.RandomStream;

/**
 * Initial values that keep lengths: orthogonal matrices, uniform over the orthogonal group, times a
 * gain. A parameter of shape (k n, n) holds k of them below each other.
 *
 * <p><b>Source:</b> Saxe, McClelland and Ganguli, "Exact solutions to the nonlinear dynamics of
 * learning in deep linear neural networks" (2014). Gaussian rows made orthonormal one after the
 * other have the uniform law.
 *
 * @param gain what every singular value becomes
 * @param keepsDirection whether every matrix maps some vector to {@code gain} times itself. The
 *     direction is as random as the rest
 */
public record Orthogonal(double gain, boolean keepsDirection) implements ParameterInit {

    /** Matrices without a direction to keep, unless by chance. */
    public Orthogonal(double gain) {
        this(gain, false);
    }

    /**
     * @throws IllegalArgumentException if the shape is not (k n, n)
     */
    @Override
    public double[] values(RandomStream stream, Shape shape) {
        if (shape.dimension() != 2 || shape.get(0) % shape.get(1) != 0) {
            throw new IllegalArgumentException("square matrices below each other, not " + shape);
        }
        int size = Math.toIntExact(shape.get(1));
        double[] values = ParameterInit.normal(1).values(stream, shape);
        for (int start = 0; start < values.length; start += size * size) {
            orthonormalize(values, start, size);
            if (keepsDirection) {
                reflect(values, start, ParameterInit.normal(1).values(stream, new Shape(size)));
            }
        }
        for (int i = 0; i < values.length; i++) {
            values[i] *= gain;
        }
        return values;
    }

    private static void orthonormalize(double[] values, int start, int size) {
        for (int row = 0; row < size; row++) {
            int target = start + row * size;
            // Twice: one pass loses digits when little of the row is left.
            for (int pass = 0; pass < 2; pass++) {
                for (int other = start; other < target; other += size) {
                    subtract(values, target, other, dot(values, target, other, size), size);
                }
            }
            double length = Math.sqrt(dot(values, target, target, size));
            for (int i = 0; i < size; i++) {
                values[target + i] /= length;
            }
        }
    }

    /** Follows a matrix Q by the reflection that takes Q u back to u. */
    private static void reflect(double[] values, int start, double[] u) {
        int size = u.length;
        double[] w = new double[size]; // Q u - u
        double square = 0;
        for (int row = 0; row < size; row++) {
            w[row] = -u[row];
            for (int i = 0; i < size; i++) {
                w[row] += values[start + row * size + i] * u[i];
            }
            square += w[row] * w[row];
        }
        if (square == 0) {
            return; // Q keeps u already
        }
        for (int column = start; column < start + size; column++) {
            double along = 0;
            for (int row = 0; row < size; row++) {
                along += w[row] * values[column + row * size];
            }
            for (int row = 0; row < size; row++) {
                values[column + row * size] -= 2 * along / square * w[row];
            }
        }
    }

    private static double dot(double[] values, int a, int b, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += values[a + i] * values[b + i];
        }
        return sum;
    }

    private static void subtract(double[] values, int target, int other, double by, int size) {
        for (int i = 0; i < size; i++) {
            values[target + i] -= by * values[other + i];
        }
    }
}
