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

        @Override
        ModeSteps steps(ComplexNumbers z) {
            return ModeSteps.zeroOrderHold(z);
        }
    },
    /** The trapezoidal rule. */
    BILINEAR {
        @Override
        DiagonalSystem discretise(DiagonalSystem.Continuous system) {
            return DiagonalSystem.bilinear(system);
        }

        @Override
        ModeSteps steps(ComplexNumbers z) {
            return ModeSteps.bilinear(z);
        }
    };

    abstract DiagonalSystem discretise(DiagonalSystem.Continuous system);

    /** The same in plain Java, for {@code z = dt A}. */
    abstract ModeSteps steps(ComplexNumbers z);
}
