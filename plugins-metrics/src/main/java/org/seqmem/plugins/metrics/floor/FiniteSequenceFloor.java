// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.seqmem.api.input.InputProcess;

/**
 * The least squared error of causal linear models with m real states, also time-varying ones, on
 * sequences of T steps that start from zero.
 *
 * <p><b>Formula:</b> cut the steps into blocks. For the block of steps u to u + n - 1 with weights
 * w_t of the squared errors, let G be the matrix of the weights of the u earlier inputs and Sigma
 * the covariance of these inputs given those of the block:
 *
 * <pre>{@code
 * G[i][j] = sqrt(w_{u+i}) rho_{i+j+1},  i = 0..n-1, j = 0..u-1
 * error(m) >= sum over blocks of  sum_{i>m} sigma_i(G Sigma^(1/2))^2
 * }</pre>
 *
 * <p>The m numbers of the state are all that the outputs of a block know about the inputs before
 * it, and they are linear in them, so what the model answers from the past has rank m; what it
 * answers from the inputs of the block removes at most what these explain of the past. Every
 * partition gives a valid bound, and the largest one found is returned.
 *
 * <p>Only means and covariances enter, so the inputs need not be Gaussian; for white inputs Sigma
 * is the variance. A channel more widens G by one column per past input, an output more by one row
 * per step.
 *
 * <p><b>Partitions:</b> all of them up to {@value #EXHAUSTIVE} steps, above that blocks of equal
 * length on a grid of lengths; blocks of more than {@value #LARGEST_BLOCK} rows and inputs more
 * than {@value #LONGEST_PAST} steps before a block are left out, and in sequences longer than that
 * the weights of a block are taken to be its least one, so that blocks resemble each other. All
 * this lowers the bound.
 *
 * <p><b>Source:</b> Eckart and Young (1936) applied block by block.
 */
final class FiniteSequenceFloor {

    /** Steps times channels up to which all partitions are tried: T^2 / 2 small decompositions. */
    static final int EXHAUSTIVE = 128;

    /** Correlated inputs of longer sequences are refused: factors cost T^3 / 6. */
    static final int LONGEST_CORRELATED = 1024;

    /** Side of the largest matrix whose singular values are taken; one takes about 0.3 s. */
    static final int LARGEST_BLOCK = 512;

    /** Earlier inputs that a block looks at. */
    static final int LONGEST_PAST = 2048;

    /** Neighbouring block lengths differ by this factor: the best one is missed by a tenth. */
    private static final double GRID = Math.pow(2, 0.25);

    /** The same for correlated inputs, where each length takes T^3 / 3 multiplications. */
    private static final double COARSE_GRID = 2;

    /** Blocks per sequence for inputs that need a factor of their own at the end of each block. */
    private static final int NON_STATIONARY_BLOCKS = 8;

    private final LagWeights kernel;
    private final InputProcess input;
    private final double[] stepWeights;
    private final boolean white;
    private final Map<Integer, Innovations> factors = new HashMap<>();

    private FiniteSequenceFloor(LagWeights kernel, InputProcess input, double[] stepWeights) {
        this.kernel = kernel;
        this.input = input;
        this.stepWeights = stepWeights;
        this.white = isWhite(input, kernel.length());
    }

    /**
     * The least errors of every state size.
     *
     * @param kernel the weights of the target, for the T steps of a sequence
     * @param input the law of the inputs
     * @param stepWeights the weight of the squared error in each step, T numbers
     * @return at m the least sum over steps and outputs of the weighted squared error, constants
     *     being free; zero for an m beyond the end. Empty if the inputs are correlated and the
     *     sequence is longer than {@value #LONGEST_CORRELATED}
     */
    static Optional<double[]> leastErrors(
            LagWeights kernel, InputProcess input, double[] stepWeights) {
        FiniteSequenceFloor floor = new FiniteSequenceFloor(kernel, input, stepWeights);
        if (!floor.white && kernel.length() > LONGEST_CORRELATED) {
            return Optional.empty();
        }
        int width = Math.max(kernel.inputs(), kernel.outputs());
        return Optional.of(
                kernel.length() * width <= EXHAUSTIVE
                        ? floor.bestPartition()
                        : floor.bestEqualBlocks());
    }

    /** Dynamic programming over the ends of blocks, for all m at once. */
    private double[] bestPartition() {
        int length = kernel.length();
        double[][] best = new double[length + 1][];
        best[0] = new double[] {0};
        for (int end = 1; end <= length; end++) {
            best[end] = best[end - 1];
            for (int start = 0; start < end; start++) {
                best[end] = larger(best[end], sum(best[start], block(start, end - start)));
            }
        }
        return best[length];
    }

    /** Blocks end where the sequence ends; the remainder lies at the start, where least is lost. */
    private double[] bestEqualBlocks() {
        double[] best = {0};
        for (int rows : blockLengths()) {
            double[] total = {0};
            Map<Integer, double[]> known = new HashMap<>();
            for (int start = kernel.length() - rows; start > 0; start -= rows) {
                total = sum(total, white ? alike(start, rows, known) : block(start, rows));
            }
            best = larger(best, total);
        }
        return best;
    }

    /**
     * A block of white inputs: its errors, but for their weight, depend on how much precedes it.
     */
    private double[] alike(int start, int rows, Map<Integer, double[]> known) {
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        for (int t = start; t < start + rows; t++) {
            least = Math.min(least, stepWeights[t]);
            largest = Math.max(largest, stepWeights[t]);
        }
        if (least != largest && kernel.length() <= LONGEST_PAST) {
            return block(start, rows);
        }
        if (least == 0) {
            return new double[] {0};
        }
        int past = Math.min(start, LONGEST_PAST);
        double[] unit =
                known.computeIfAbsent(
                        past, p -> SingularTails.of(whiteBlock(start, rows, past, false)));
        double[] tails = unit.clone();
        for (int m = 0; m < tails.length; m++) {
            tails[m] *= least;
        }
        return tails;
    }

    private SortedSet<Integer> blockLengths() {
        SortedSet<Integer> lengths = new TreeSet<>();
        int length = kernel.length();
        int longest = Math.min(length - 1, LARGEST_BLOCK / kernel.outputs());
        if (!white && !input.stationary()) {
            int shortest = (length + NON_STATIONARY_BLOCKS - 1) / NON_STATIONARY_BLOCKS;
            for (int blocks = 1; blocks < NON_STATIONARY_BLOCKS; blocks *= 2) {
                lengths.add(Math.min(longest, blocks * shortest));
            }
            return lengths;
        }
        for (double rows = 1; rows < longest; rows *= white ? GRID : COARSE_GRID) {
            lengths.add((int) rows);
        }
        lengths.add(longest);
        return lengths;
    }

    /** What each state size leaves of the errors of a block. */
    private double[] block(int start, int rows) {
        int past = Math.min(start, LONGEST_PAST);
        if (past == 0) {
            return new double[] {0};
        }
        return SingularTails.of(
                white ? whiteBlock(start, rows, past, true) : correlated(start, rows));
    }

    private DMatrixRMaj whiteBlock(int start, int rows, int past, boolean weighted) {
        DMatrixRMaj block = new DMatrixRMaj(rows * kernel.outputs(), past * kernel.inputs());
        double deviation = Math.sqrt(input.variance());
        for (int channel = 0; channel < kernel.inputs(); channel++) {
            DMatrixRMaj hankel = hankel(channel, start, rows, past, weighted);
            CommonOps_DDRM.scale(deviation, hankel);
            CommonOps_DDRM.insert(hankel, block, 0, channel * past);
        }
        return block;
    }

    private DMatrixRMaj correlated(int start, int rows) {
        int end = input.stationary() ? kernel.length() : start + rows;
        Innovations factor = factors.computeIfAbsent(end, e -> Innovations.endingAt(input, e));
        DMatrixRMaj root = factor.pastGivenBlock(start, rows);
        DMatrixRMaj block =
                new DMatrixRMaj(rows * kernel.outputs(), root.numCols * kernel.inputs());
        DMatrixRMaj product = new DMatrixRMaj(block.numRows, root.numCols);
        if (root.numCols == 0) {
            return block;
        }
        for (int channel = 0; channel < kernel.inputs(); channel++) {
            CommonOps_DDRM.mult(hankel(channel, start, rows, start, true), root, product);
            CommonOps_DDRM.insert(product, block, 0, channel * root.numCols);
        }
        return block;
    }

    /** How the outputs of a block depend on the past of one input channel. */
    private DMatrixRMaj hankel(int channel, int start, int rows, int past, boolean weighted) {
        DMatrixRMaj hankel = new DMatrixRMaj(rows * kernel.outputs(), past);
        int k = 0;
        for (int output = 0; output < kernel.outputs(); output++) {
            for (int i = 0; i < rows; i++) {
                double weight = weighted ? Math.sqrt(stepWeights[start + i]) : 1;
                for (int j = 0; j < past; j++) {
                    hankel.data[k++] = weight * kernel.at(output, channel, i + j + 1);
                }
            }
        }
        return hankel;
    }

    static boolean isWhite(InputProcess input, int length) {
        if (!input.stationary()) {
            return false;
        }
        if (input.independent()) {
            return true;
        }
        for (int lag = 1; lag < length; lag++) {
            if (input.autocovariance(lag) != 0) {
                return false;
            }
        }
        return true;
    }

    private static double[] sum(double[] one, double[] other) {
        double[] longer = one.length >= other.length ? one : other;
        double[] shorter = one.length >= other.length ? other : one;
        double[] sum = longer.clone();
        for (int m = 0; m < shorter.length; m++) {
            sum[m] += shorter[m];
        }
        return sum;
    }

    /** The larger of two floors at every m. */
    static double[] larger(double[] one, double[] other) {
        double[] longer = one.length >= other.length ? one : other;
        double[] shorter = one.length >= other.length ? other : one;
        double[] larger = longer.clone();
        for (int m = 0; m < shorter.length; m++) {
            larger[m] = Math.max(larger[m], shorter[m]);
        }
        return larger;
    }
}
