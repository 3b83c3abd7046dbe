// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.SortedSet;
import java.util.TreeSet;
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
 * inputs; lag 0 is free. Each lag stands in G_q at most q times, hence the q below. Several outputs
 * and inputs widen the entries to blocks.
 *
 * <p>Binds an error on steps that see all these lags, of time-invariant models. Over all steps of
 * sequences that start from zero it is for drawing only, by {@link SteadyState}: these can be
 * answered with less error, and what binds them is {@link FiniteSequenceFloor}.
 *
 * <p><b>Source:</b> Eckart and Young (1936) applied to the Hankel operator of a linear functional.
 */
final class BlockHankel {

    /** Lags times channels up to which every q is tried. */
    private static final int EXHAUSTIVE = 128;

    /** Neighbouring q differ by this factor above that: every q gives a bound. */
    private static final double GRID = Math.pow(2, 0.25);

    private BlockHankel() {}

    /**
     * The least squared distance, summed over lags, outputs and inputs, between a kernel and those
     * of models with m states.
     *
     * @param lags how many lags count, from 0 on
     * @return at m the distance; zero for an m beyond the end
     */
    static double[] leastErrors(LagWeights kernel, int lags) {
        double[] errors = {0};
        for (int rows : rows(lags, Math.max(kernel.inputs(), kernel.outputs()))) {
            double[] tails = SingularTails.of(hankel(kernel, rows, lags - rows));
            for (int m = 0; m < tails.length; m++) {
                tails[m] /= rows;
            }
            errors = FiniteSequenceFloor.larger(errors, tails);
        }
        return errors;
    }

    /** The q that are tried. */
    private static SortedSet<Integer> rows(int lags, int width) {
        SortedSet<Integer> rows = new TreeSet<>();
        int most = Math.min(lags / 2, FiniteSequenceFloor.LARGEST_BLOCK / width);
        double factor = lags * width <= EXHAUSTIVE ? 1 : GRID;
        for (double next = 1; next <= most; next = Math.max(next * factor, next + 1)) {
            rows.add((int) next);
        }
        if (most > 0) {
            rows.add(most);
        }
        return rows;
    }

    private static DMatrixRMaj hankel(LagWeights kernel, int rows, int columns) {
        int past = Math.min(columns, FiniteSequenceFloor.LONGEST_PAST);
        DMatrixRMaj hankel = new DMatrixRMaj(rows * kernel.outputs(), past * kernel.inputs());
        int k = 0;
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int i = 0; i < rows; i++) {
                for (int input = 0; input < kernel.inputs(); input++) {
                    for (int j = 0; j < past; j++) {
                        hankel.data[k++] = kernel.at(output, input, i + j + 1);
                    }
                }
            }
        }
        return hankel;
    }
}
