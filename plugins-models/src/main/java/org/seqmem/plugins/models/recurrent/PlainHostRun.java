// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import org.seqmem.plugins.models.layers.HostMath;

/** A plain recurrence in Java, as {@link PlainEngineRun}. */
final class PlainHostRun extends HostRun {

    private final PlainActivation activation;
    private float[][] sums = {};

    PlainHostRun(PlainActivation activation, NDArray x, NDList parameters, int hidden) {
        super(x, parameters, hidden);
        this.activation = activation;
    }

    @Override
    float[][] fromState(float[][] fromInput, float[] bias) {
        sums = fromInput;
        for (int i = 0; i < bias.length; i++) {
            HostMath.add(sums[i], bias[i]);
        }
        return sums;
    }

    @Override
    void step(int from, int to) {
        for (int i = 0; i < hidden(); i++) {
            float[] h = after(i);
            System.arraycopy(sums[i], from, h, from, to - from);
            activation.of(h, from, to);
        }
    }

    @Override
    void back(float[][] total, float[][] passed, int from, int to) {
        for (int i = 0; i < hidden(); i++) {
            activation.delta(sums[i], after(i), total[i], from, to);
        }
    }
}
