// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;

/** What the mixers of the Mamba family are made of. */
final class Mixer {

    private Mixer() {}

    /** {@code x sigmoid(x)}; the engine's own multiplies by a number, see the traps. */
    static NDArray silu(NDArray x) {
        return x.mul(Activation.sigmoid(x));
    }

    /** {@code W x} over the last axis, without bias. */
    static NDArray project(NDArray x, NDArray weight) {
        return Linear.linear(x, weight).singletonOrThrow();
    }
}
