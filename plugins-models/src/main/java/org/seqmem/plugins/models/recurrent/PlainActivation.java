// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;

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
    };

    abstract NDArray of(NDArray x);

    /** A new array of the slopes where the activation has these values. */
    abstract NDArray slopes(NDArray values);
}
