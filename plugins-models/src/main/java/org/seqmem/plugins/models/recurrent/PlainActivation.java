// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import org.seqmem.plugins.models.layers.HostMath;

/** The activation of a plain recurrence, with its slope as a function of its value. */
enum PlainActivation {
    TANH {
        @Override
        NDArray of(NDArray x) {
            return x.tanh();
        }

        @Override
        NDArray slopes(NDArray values) {
            return values.mul(values).negi().addi(1);
        }

        @Override
        void of(float[] x, int from, int to) {
            HostMath.tanh(x, from, to);
        }

        @Override
        void delta(float[] delta, float[] values, float[] gradient, int from, int to) {
            for (int k = from; k < to; k++) {
                delta[k] = gradient[k] * (1 - values[k] * values[k]);
            }
        }
    },
    RELU {
        @Override
        NDArray of(NDArray x) {
            return Activation.relu(x);
        }

        @Override
        NDArray slopes(NDArray values) {
            return values
                    .sign(); // values are not negative; at 0 the slope is 0, as the engine has it
        }

        @Override
        void of(float[] x, int from, int to) {
            for (int k = from; k < to; k++) {
                x[k] = Math.max(0, x[k]);
            }
        }

        /** The slope is the sign; a comparison would not be done for several numbers at once. */
        @Override
        void delta(float[] delta, float[] values, float[] gradient, int from, int to) {
            for (int k = from; k < to; k++) {
                delta[k] = gradient[k] * Math.min(1, values[k] * HUGE * HUGE);
            }
        }
    };

    /** Whose square times the smallest positive number is more than 1. */
    private static final float HUGE = 0x1p100f;

    abstract NDArray of(NDArray x);

    /** A new array of the slopes where the activation has these values. */
    abstract NDArray slopes(NDArray values);

    /** The same in place, for a range of an array. */
    abstract void of(float[] x, int from, int to);

    /**
     * The gradient of the argument, for a range of all arrays.
     *
     * @param delta takes it
     * @param values of the activation
     * @param gradient of the values
     */
    abstract void delta(float[] delta, float[] values, float[] gradient, int from, int to);
}
