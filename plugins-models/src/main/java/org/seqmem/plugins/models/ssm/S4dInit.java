// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import java.util.Arrays;

/**
 * Where the modes of a diagonal state space start.
 *
 * <p><b>Source:</b> Gu, Gupta, Goel and Re, "On the parameterization and initialization of diagonal
 * state space models" (2022), section 4. N is the state size, n = 0 .. N/2 - 1.
 */
public enum S4dInit {
    /** -1/2 + i pi n. */
    LIN {
        @Override
        double[] im(int stateSize) {
            double[] values = new double[stateSize / 2];
            Arrays.setAll(values, n -> Math.PI * n);
            return values;
        }
    },
    /** -1/2 + i (N / pi) (N / (2n + 1) - 1). */
    INV {
        @Override
        double[] im(int stateSize) {
            double[] values = new double[stateSize / 2];
            Arrays.setAll(values, n -> stateSize / Math.PI * (stateSize / (2.0 * n + 1) - 1));
            return values;
        }
    },
    /**
     * The eigenvalues of the normal part of the scaled-Legendre matrix, with its input weights. The
     * authors' code cuts the imaginary parts of those at +-2 (seen); here phases are chosen that
     * leave none, see {@link LegsSpectrum}.
     */
    LEGS {
        @Override
        double[] im(int stateSize) {
            return LegsSpectrum.of(stateSize).frequencies();
        }

        @Override
        double[] input(int stateSize) {
            return LegsSpectrum.of(stateSize).input();
        }
    },
    /** -(n + 1); imaginary parts start at 0 and are trained like the others. */
    REAL {
        @Override
        double[] negativeRe(int stateSize) {
            double[] values = new double[stateSize / 2];
            Arrays.setAll(values, n -> n + 1);
            return values;
        }

        @Override
        double[] im(int stateSize) {
            return new double[stateSize / 2];
        }
    };

    /** Minus the real parts of the eigenvalues, positive. */
    double[] negativeRe(int stateSize) {
        return filled(stateSize, 0.5);
    }

    /** The imaginary parts of the eigenvalues. */
    abstract double[] im(int stateSize);

    /** The input weights, real. */
    double[] input(int stateSize) {
        return filled(stateSize, 1);
    }

    private static double[] filled(int stateSize, double value) {
        double[] values = new double[stateSize / 2];
        Arrays.fill(values, value);
        return values;
    }
}
