// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

/**
 * Where the eigenvalues of a diagonal state space start.
 *
 * <p><b>Source:</b> Gu, Gupta, Goel and Re, "On the parameterization and initialization of diagonal
 * state space models" (2022), section 4. N is the state size, n = 0 .. N/2 - 1.
 */
public enum S4dInit {
    /** -1/2 + i pi n. */
    LIN {
        @Override
        double negativeRe(int n) {
            return 0.5;
        }

        @Override
        double im(int n, int stateSize) {
            return Math.PI * n;
        }
    },
    /** -1/2 + i (N / pi) (N / (2n + 1) - 1). */
    INV {
        @Override
        double negativeRe(int n) {
            return 0.5;
        }

        @Override
        double im(int n, int stateSize) {
            return stateSize / Math.PI * (stateSize / (2.0 * n + 1) - 1);
        }
    },
    /** -(n + 1); imaginary parts start at 0 and are trained like the others. */
    REAL {
        @Override
        double negativeRe(int n) {
            return n + 1;
        }

        @Override
        double im(int n, int stateSize) {
            return 0;
        }
    };

    /** Minus the real part of an eigenvalue, positive. */
    abstract double negativeRe(int n);

    /** The imaginary part of an eigenvalue. */
    abstract double im(int n, int stateSize);
}
