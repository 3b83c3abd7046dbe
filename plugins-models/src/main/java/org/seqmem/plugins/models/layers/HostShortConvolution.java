// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;

/**
 * {@link ShortConvolution} of whole sequences in plain Java, in single precision, with its gradient
 * by hand. <b>Shape:</b> (C, T B) to the same, row by row, time first.
 */
public final class HostShortConvolution {

    private final NDArray weight;
    private final NDArray bias;
    private final int batch;
    private float[] x = {};

    /**
     * @param weight (C, K)
     * @param bias (C)
     * @param batch B
     */
    HostShortConvolution(NDArray weight, NDArray bias, int batch) {
        this.weight = weight;
        this.bias = bias;
        this.batch = batch;
    }

    /** The outputs. */
    public float[] forward(float[] input) {
        x = input;
        float[] weights = HostArrays.floats(weight);
        float[] biases = HostArrays.floats(bias);
        int columns = x.length / biases.length;
        int taps = weights.length / biases.length;
        float[] y = new float[x.length];
        float[] shifted = new float[x.length];
        for (int k = 0; k < taps; k++) {
            later(x, shifted, columns, (taps - 1 - k) * batch);
            for (int c = 0; c < biases.length; c++) {
                HostMath.addScaled(
                        y, weights[c * taps + k], shifted, c * columns, (c + 1) * columns);
            }
        }
        for (int c = 0; c < biases.length; c++) {
            for (int i = c * columns; i < (c + 1) * columns; i++) {
                y[i] += biases[c];
            }
        }
        return y;
    }

    /**
     * Adds the gradients of the parameters, and gives that of the input.
     *
     * @param gradient of {@link #forward}'s result
     */
    public float[] backward(float[] gradient) {
        float[] weights = HostArrays.floats(weight);
        int channels = Math.toIntExact(bias.size());
        int columns = x.length / channels;
        int taps = weights.length / channels;
        float[] dx = new float[x.length];
        float[] dWeights = new float[weights.length];
        float[] dBiases = new float[channels];
        float[] shifted = new float[x.length];
        for (int k = 0; k < taps; k++) {
            int lag = (taps - 1 - k) * batch;
            later(x, shifted, columns, lag);
            for (int c = 0; c < channels; c++) {
                int at = c * columns;
                dWeights[c * taps + k] = HostMath.dot(gradient, shifted, at, columns);
            }
            earlier(gradient, shifted, columns, lag);
            for (int c = 0; c < channels; c++) {
                HostMath.addScaled(
                        dx, weights[c * taps + k], shifted, c * columns, (c + 1) * columns);
            }
        }
        for (int c = 0; c < channels; c++) {
            dBiases[c] = HostMath.sum(gradient, c * columns, columns);
        }
        HostArrays.addGradient(weight, dWeights);
        HostArrays.addGradient(bias, dBiases);
        return dx;
    }

    /** Every row moved to later columns; what comes in is 0. */
    private static void later(float[] rows, float[] moved, int columns, int by) {
        int shift = Math.min(by, columns);
        for (int at = 0; at < rows.length; at += columns) {
            Arrays.fill(moved, at, at + shift, 0);
            System.arraycopy(rows, at, moved, at + shift, columns - shift);
        }
    }

    /** Every row moved to earlier columns; what comes in is 0. */
    private static void earlier(float[] rows, float[] moved, int columns, int by) {
        int shift = Math.min(by, columns);
        for (int at = 0; at < rows.length; at += columns) {
            System.arraycopy(rows, at + shift, moved, at, columns - shift);
            Arrays.fill(moved, at + columns - shift, at + columns, 0);
        }
    }
}
