// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

/** What the configurations of stacks of selective mixers have in common. */
sealed interface SelectiveConfig permits MambaConfig, Mamba2Config {

    /** D, the width between the mixers. */
    int modelSize();

    /** Number of mixers. */
    int layers();

    /** Channels of a mixer over the width. */
    int expand();

    /** E, the channels of a mixer. */
    default int channels() {
        return expand() * modelSize();
    }

    /** What stands around the mixers. */
    default Frame frame() {
        return new Frame(modelSize(), layers(), Surroundings.RESIDUAL, 0);
    }
}
