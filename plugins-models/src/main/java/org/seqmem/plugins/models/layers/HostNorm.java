// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@link LayerNorm} or {@link RmsNorm} of columns in plain Java, in single precision, with its
 * gradient by hand.
 *
 * <pre>{@code
 * n = (x - mean) / root        root = sqrt(mean square + epsilon)        y = n gain + bias
 * dx = (dn - mean(dn) - n mean(dn n)) / root                             dn = dy gain
 * }</pre>
 *
 * <p>The mean square is that of x - mean; of the two, {@link RmsNorm} takes no mean away, has no
 * mean(dn) in its gradient, and no bias.
 *
 * <p>The engine takes its time for every vector, which for short ones is most of all. Here loops
 * run along the vectors' places. <b>Shape:</b> (size, columns), row by row; means are over the
 * size.
 */
public final class HostNorm {

    private final NDArray gain;
    private final Optional<NDArray> bias;
    private final float epsilon;
    private float[] normal = {};
    private float[] inverseRoot = {};

    /**
     * @param bias empty for {@link RmsNorm}
     */
    HostNorm(NDArray gain, Optional<NDArray> bias, float epsilon) {
        this.gain = gain;
        this.bias = bias;
        this.epsilon = epsilon;
    }

    /** The outputs. */
    public float[] forward(float[] x) {
        float[] gains = HostArrays.floats(gain);
        float[] biases = bias.map(HostArrays::floats).orElseGet(() -> new float[gains.length]);
        int size = gains.length;
        int columns = x.length / size;
        float[] mean = new float[columns];
        if (bias.isPresent()) {
            for (int row = 0; row < x.length; row += columns) {
                add(mean, x, row);
            }
            scale(mean, 1f / size);
        }
        normal = new float[x.length];
        inverseRoot = new float[columns];
        for (int row = 0; row < x.length; row += columns) {
            centre(normal, inverseRoot, x, mean, row);
        }
        for (int k = 0; k < columns; k++) {
            inverseRoot[k] = 1 / (float) Math.sqrt(inverseRoot[k] / size + epsilon);
        }
        float[] y = new float[x.length];
        for (int h = 0; h < size; h++) {
            finish(y, normal, inverseRoot, gains[h], biases[h], h * columns);
        }
        return y;
    }

    /**
     * Adds the gradients of the parameters, and gives that of the input.
     *
     * @param gradient of {@link #forward}'s result
     */
    public float[] backward(float[] gradient) {
        float[] gains = HostArrays.floats(gain);
        int size = gains.length;
        int columns = gradient.length / size;
        float[] gainGradients = new float[size];
        float[] biasGradients = new float[size];
        float[] mean = new float[columns]; // of dn
        float[] along = new float[columns]; // of dn n
        for (int h = 0; h < size; h++) {
            int row = h * columns;
            gainGradients[h] = HostMath.dot(gradient, normal, row, columns);
            biasGradients[h] = HostMath.sum(gradient, row, columns);
            addMeans(mean, along, gradient, normal, gains[h] / size, row);
        }
        HostArrays.addGradient(gain, gainGradients);
        if (bias.isPresent()) {
            HostArrays.addGradient(bias.get(), biasGradients);
        } else {
            Arrays.fill(mean, 0);
        }
        float[] dx = new float[gradient.length];
        for (int h = 0; h < size; h++) {
            back(dx, gradient, normal, inverseRoot, mean, along, gains[h], h * columns);
        }
        return dx;
    }

    private static void add(float[] sum, float[] x, int row) {
        for (int k = 0; k < sum.length; k++) {
            sum[k] += x[row + k];
        }
    }

    private static void scale(float[] x, float factor) {
        for (int k = 0; k < x.length; k++) {
            x[k] *= factor;
        }
    }

    private static void centre(float[] normal, float[] square, float[] x, float[] mean, int row) {
        for (int k = 0; k < mean.length; k++) {
            float centred = x[row + k] - mean[k];
            normal[row + k] = centred;
            square[k] += centred * centred;
        }
    }

    private static void finish(
            float[] y, float[] normal, float[] inverseRoot, float gain, float bias, int row) {
        for (int k = 0; k < inverseRoot.length; k++) {
            float n = normal[row + k] * inverseRoot[k];
            normal[row + k] = n;
            y[row + k] = n * gain + bias;
        }
    }

    private static void addMeans(
            float[] mean, float[] along, float[] gradient, float[] normal, float factor, int row) {
        for (int k = 0; k < mean.length; k++) {
            float dn = gradient[row + k] * factor;
            mean[k] += dn;
            along[k] += dn * normal[row + k];
        }
    }

    private static void back(
            float[] dx,
            float[] gradient,
            float[] normal,
            float[] inverseRoot,
            float[] mean,
            float[] along,
            float gain,
            int row) {
        for (int k = 0; k < mean.length; k++) {
            float dn = gradient[row + k] * gain;
            dx[row + k] = (dn - mean[k] - normal[row + k] * along[k]) * inverseRoot[k];
        }
    }
}
