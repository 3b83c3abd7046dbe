// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.util.Arrays;
import org.seqmem.plugins.models.layers.HostMath;

/** The gated recurrent unit in Java, with the letters of {@link GruEngineRun}. */
final class GruHostRun extends HostRun {

    private float[][] gates = {}; // r, z, n
    private float[][] fromState = {}; // r, z, q

    GruHostRun(NDArray x, NDList parameters, int hidden) {
        super(x, parameters, hidden);
    }

    @Override
    float[][] fromState(float[][] fromInput, float[] bias) {
        gates = fromInput;
        fromState = Arrays.copyOf(fromInput, fromInput.length);
        for (int i = 0; i < bias.length; i++) {
            if (i >= 2 * hidden()) {
                fromState[i] = new float[fromInput[i].length];
            }
            HostMath.add(fromState[i], bias[i]);
        }
        return fromState;
    }

    @Override
    void step(int from, int to) {
        for (int i = 0; i < hidden(); i++) {
            float[] r = gates[i];
            float[] z = gates[hidden() + i];
            float[] n = gates[2 * hidden() + i];
            float[] q = fromState[2 * hidden() + i];
            HostMath.sigmoid(r, from, to);
            HostMath.sigmoid(z, from, to);
            addGated(n, r, q, from, to);
            HostMath.tanh(n, from, to);
            mix(after(i), n, z, before(i), from, to);
        }
    }

    @Override
    void back(float[][] total, float[][] passed, int from, int to) {
        for (int i = 0; i < hidden(); i++) {
            float[] r = gates[i];
            float[] z = gates[hidden() + i];
            float[] n = gates[2 * hidden() + i];
            float[] q = fromState[2 * hidden() + i];
            pass(passed[i], total[i], z, from, to);
            backThroughMix(total[i], z, n, before(i), from, to);
            backThroughReset(n, r, q, from, to);
        }
    }

    /** {@code n + r q} in place of n. */
    private static void addGated(float[] n, float[] r, float[] q, int from, int to) {
        for (int k = from; k < to; k++) {
            n[k] += r[k] * q[k];
        }
    }

    /** {@code h = n + z (b - n)}, where b is the state before. */
    private static void mix(float[] h, float[] n, float[] z, float[] b, int from, int to) {
        for (int k = from; k < to; k++) {
            h[k] = n[k] + z[k] * (b[k] - n[k]);
        }
    }

    /** {@code g z} into the gradient of the state before. */
    private static void pass(float[] passed, float[] g, float[] z, int from, int to) {
        for (int k = from; k < to; k++) {
            passed[k] = g[k] * z[k];
        }
    }

    /** d_z and d_n in place of z and n. */
    private static void backThroughMix(
            float[] g, float[] z, float[] n, float[] b, int from, int to) {
        for (int k = from; k < to; k++) {
            float closed = g[k] * (1 - z[k]);
            z[k] = closed * z[k] * (b[k] - n[k]);
            n[k] = closed * (1 - n[k] * n[k]);
        }
    }

    /** d_r and d_q in place of r and q, given d_n. */
    private static void backThroughReset(float[] n, float[] r, float[] q, int from, int to) {
        for (int k = from; k < to; k++) {
            float delta = n[k] * r[k];
            r[k] = delta * q[k] * (1 - r[k]);
            q[k] = delta;
        }
    }
}
