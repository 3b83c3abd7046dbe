// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.convolution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.seqmem.plugins.models.layers.HostArrays;
import org.seqmem.plugins.models.layers.Unrecorded;

/**
 * The parameters of a {@link CausalConvolution} during a step that the engine does not record: the
 * weights of every tap, and where their gradients go.
 *
 * <pre>{@code
 * W = g v / |v|, the norm over inputs and taps of each output         (with weight norm)
 * dg = v.dW / |v|,   dv = (dW - v (v.dW) / |v|^2) g / |v|
 * }</pre>
 *
 * <p>The numbers are few: Java makes W of v faster than operations of the engine would.
 */
final class TapWeights {

    private final Unrecorded direction;
    private final Optional<Unrecorded> gain;
    private final Unrecorded bias;
    private final NDArray biasValues;
    private final Shape shape;
    private final int taps;
    private final int fanIn;
    private final double[] v;
    private final double[] w;
    private final double[] norms;
    private final double[] scales;
    private final Map<Integer, NDArray> weights = new HashMap<>();
    private Optional<NDArray> kernel = Optional.empty();
    private Optional<NDArray> kernelGradient = Optional.empty();
    private final List<NDArray> gradients = new ArrayList<>();

    /**
     * @param direction v, shape (out, in, K); the weights themselves without weight norm
     * @param gain g, shape (out); empty without weight norm
     * @param bias shape (out)
     */
    TapWeights(Unrecorded direction, Optional<Unrecorded> gain, Unrecorded bias) {
        this.direction = direction;
        this.gain = gain;
        this.bias = bias;
        this.biasValues = bias.values();
        Shape all = direction.array().getShape();
        this.shape = all.slice(0, 2);
        this.taps = Math.toIntExact(all.get(2));
        this.v = HostArrays.doubles(direction.array());
        int outputs = Math.toIntExact(all.get(0));
        this.fanIn = v.length / outputs;
        this.norms = new double[outputs];
        this.scales = new double[outputs];
        normalise();
        this.w = new double[v.length];
        for (int i = 0; i < w.length; i++) {
            w[i] = v[i] * scales[i / fanIn];
        }
        for (int k = 0; k < taps; k++) {
            gradients.add(direction.manager().zeros(shape, direction.array().getDataType()));
        }
    }

    private void normalise() {
        double[] g = gain.isPresent() ? HostArrays.doubles(gain.get().array()) : new double[0];
        for (int o = 0; o < norms.length; o++) {
            double square = 0;
            for (int i = o * fanIn; i < (o + 1) * fanIn; i++) {
                square += v[i] * v[i];
            }
            norms[o] = Math.sqrt(square);
            scales[o] = gain.isPresent() ? g[o] / norms[o] : 1;
        }
    }

    /** K. */
    int taps() {
        return taps;
    }

    /** The weights of a tap, shape (out, in). */
    NDArray of(int tap) {
        return weights.computeIfAbsent(tap, this::matrix);
    }

    private NDArray matrix(int tap) {
        double[] matrix = new double[w.length / taps];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = w[i * taps + tap];
        }
        return array(matrix, shape);
    }

    /** The weights of all taps as the kernel of a convolution, shape (out, in, 1, K). */
    NDArray kernel() {
        if (kernel.isEmpty()) {
            kernel = Optional.of(array(w, new Shape(shape.get(0), shape.get(1), 1, taps)));
        }
        return kernel.get();
    }

    private NDArray array(double[] values, Shape of) {
        return HostArrays.array(direction.manager(), values, of, direction.array().getDataType());
    }

    /** Shape (out). */
    NDArray bias() {
        return biasValues;
    }

    /** Adds to the gradient of the weights of a tap. */
    void add(int tap, NDArray gradient) {
        gradients.get(tap).addi(gradient);
    }

    /**
     * Adds to the gradients of the weights of all taps.
     *
     * @param gradient shape (out, in, 1, K); is kept
     */
    void add(NDArray gradient) {
        kernelGradient =
                Optional.of(
                        kernelGradient.isPresent()
                                ? kernelGradient.get().addi(gradient)
                                : gradient);
    }

    /** Adds to the gradient of the bias. */
    void addToBias(NDArray gradient) {
        bias.addGradient(gradient);
    }

    /** Hands the gradients that were added to the parameters. */
    void finish() {
        double[] dw = kernelGradient.map(HostArrays::doubles).orElseGet(() -> new double[v.length]);
        for (int k = 0; k < taps; k++) {
            double[] tap = HostArrays.doubles(gradients.get(k));
            for (int i = 0; i < tap.length; i++) {
                dw[i * taps + k] += tap[i];
            }
        }
        if (gain.isPresent()) {
            HostArrays.add(gain.get().gradient(), throughNorm(dw));
        }
        HostArrays.add(direction.gradient(), dw);
    }

    /** Makes the gradients of v of those of W, in place; those of g come back. */
    private double[] throughNorm(double[] dw) {
        double[] dg = new double[norms.length];
        for (int o = 0; o < norms.length; o++) {
            double along = 0;
            for (int i = o * fanIn; i < (o + 1) * fanIn; i++) {
                along += v[i] * dw[i];
            }
            dg[o] = along / norms[o];
            double part = dg[o] / norms[o];
            for (int i = o * fanIn; i < (o + 1) * fanIn; i++) {
                dw[i] = (dw[i] - v[i] * part) * scales[o];
            }
        }
        return dg;
    }
}
