// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.ejml.data.DMatrixRMaj;
import org.seqmem.api.input.InputProcess;

/**
 * What each input adds to what is known from later ones: the Cholesky factor of the covariance of
 * the inputs of one channel, the latest input first.
 *
 * <p>For a sequence that ends before step e, row r of the factor is x_(e-1-r) in terms of
 * uncorrelated numbers of variance 1, one of which enters with each row. Hence what the first n
 * rows do not explain of the rows after them has the covariance L L^T, with L the factor from row
 * and column n on: the conditional covariance of a past, given the inputs of the block after it.
 *
 * <p>A covariance that is singular, or nearly so, is factored up to there and the rest left out.
 * This takes away variance and never adds any, so that floors computed from it stay floors.
 */
final class Innovations {

    /**
     * Variance of a new input given the later ones, relative to the largest variance, at which the
     * factor ends: the roundings of a sum of 1024 products, 1e-13, stay far below.
     */
    private static final double SINGULAR = 1e-8;

    private final double[][] factor;
    private final int rank;

    private Innovations(double[][] factor, int rank) {
        this.factor = factor;
        this.rank = rank;
    }

    /**
     * Factors the covariance of the inputs of steps 0 to {@code end} - 1; of a stationary process,
     * the factor of a longer sequence serves the shorter ones too. Takes end^3 / 6 multiplications.
     */
    static Innovations endingAt(InputProcess input, int end) {
        double largest = 0;
        for (int t = 0; t < end; t++) {
            largest = Math.max(largest, input.covariance(t, t));
        }
        double[][] factor = new double[end][];
        int rank = end;
        for (int row = 0; row < end; row++) {
            double[] current = new double[Math.min(row + 1, rank)];
            factor[row] = current;
            for (int column = 0; column < Math.min(row, rank); column++) {
                double covariance = input.covariance(end - 1 - row, end - 1 - column);
                double[] other = factor[column];
                current[column] = (covariance - product(current, other, column)) / other[column];
            }
            if (row < rank) {
                double left =
                        input.covariance(end - 1 - row, end - 1 - row)
                                - product(current, current, row);
                if (left <= SINGULAR * largest) {
                    rank = row;
                } else {
                    current[row] = Math.sqrt(left);
                }
            }
        }
        return new Innovations(factor, rank);
    }

    private static double product(double[] one, double[] other, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    /** The weight of innovation {@code column} in the input {@code row} steps before the last. */
    double at(int row, int column) {
        return column < Math.min(rank, factor[row].length) ? factor[row][column] : 0;
    }

    /**
     * The square root of Cov(past | block), the latest input of the past first.
     *
     * @param past u, how many inputs the past has
     * @param block n, how many inputs come after them
     * @return shape (u, at most u): columns that would be zero are left out
     */
    DMatrixRMaj pastGivenBlock(int past, int block) {
        int columns = Math.max(0, Math.min(past, rank - block));
        DMatrixRMaj root = new DMatrixRMaj(past, columns);
        for (int row = 0; columns > 0 && row < past; row++) {
            int entries = Math.min(row + 1, columns);
            System.arraycopy(factor[block + row], block, root.data, row * columns, entries);
        }
        return root;
    }
}
