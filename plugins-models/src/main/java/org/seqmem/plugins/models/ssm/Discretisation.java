// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

/** From continuous time to steps. */
public enum Discretisation {
    /** Zero-order hold: the input stays the same over a step. */
    ZOH {
        @Override
        DiagonalSystem discretise(DiagonalSystem.Continuous system) {
            return DiagonalSystem.zeroOrderHold(system);
        }
    },
    /** The trapezoidal rule. */
    BILINEAR {
        @Override
        DiagonalSystem discretise(DiagonalSystem.Continuous system) {
            return DiagonalSystem.bilinear(system);
        }
    };

    abstract DiagonalSystem discretise(DiagonalSystem.Continuous system);
}
