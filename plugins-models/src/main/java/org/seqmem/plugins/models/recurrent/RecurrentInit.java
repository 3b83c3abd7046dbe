// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.model.ParameterInit;
import org.seqmem.plugins.models.layers.Orthogonal;

/** How the weights from state to state begin. */
public enum RecurrentInit {
    /** Uniform on +-1/sqrt(hidden size), as all other weights. */
    UNIFORM,
    /** An orthogonal matrix for each gate: the state neither fades nor grows in a linear cell. */
    ORTHOGONAL;

    ParameterInit init(int hidden) {
        return switch (this) {
            case UNIFORM -> ParameterInit.uniform(1 / Math.sqrt(hidden));
            case ORTHOGONAL -> new Orthogonal(1);
        };
    }
}
