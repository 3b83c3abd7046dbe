// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.ejml.data.DMatrixRMaj;

/**
 * The least error of linear models with m real states in the steady state, on white inputs.
 *
 * <p><b>Formula:</b> with G_q the q x (T - q) Hankel matrix of the weights
 *
 * <pre>{@code
 * G_q[i][j] = rho_{i+j+1}
 * NMSE(m) >= max over q = 1..T/2 of  sum_{i>m} sigma_i(G_q)^2 / (q sum_{s=0..T-1} rho_s^2)
 * }</pre>
 *
 * <p>At any time the m numbers of the state are all that the next q outputs know about earlier
 * inputs; lag 0 is free. For drawing only: sequences that start from zero can be answered with less
 * error, and what binds them is {@link FiniteSequenceFloor}.
 *
 * <p><b>Source:</b> Eckart and Young (1936) applied to the Hankel operator of a linear functional.
 */
final class BlockHankel {

    private BlockHankel() {}

    /**
     * The floors of every state size.
     *
     * @param rho the weights of lags 0 to T - 1, not all zero
     * @param states one more than the largest state size asked for
     * @return the NMSE at m = 0 to {@code states} - 1
     */
    static double[] floors(double[] rho, int states) {
        double[] floors = new double[states];
        double energy = 0;
        for (double weight : rho) {
            energy += weight * weight;
        }
        for (int rows = 1; rows <= rho.length / 2; rows++) {
            double[] tails = SingularTails.of(hankel(rho, rows));
            for (int m = 0; m < Math.min(states, tails.length); m++) {
                floors[m] = Math.max(floors[m], tails[m] / (rows * energy));
            }
        }
        return floors;
    }

    private static DMatrixRMaj hankel(double[] rho, int rows) {
        DMatrixRMaj hankel = new DMatrixRMaj(rows, rho.length - rows);
        for (int i = 0; i < rows; i++) {
            System.arraycopy(rho, i + 1, hankel.data, i * hankel.numCols, hankel.numCols);
        }
        return hankel;
    }
}
