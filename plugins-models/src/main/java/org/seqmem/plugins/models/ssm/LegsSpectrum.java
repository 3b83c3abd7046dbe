// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

/**
 * The eigenvalues and eigenvectors of the normal part of the scaled-Legendre (HiPPO-LegS) matrix.
 *
 * <pre>{@code
 * A[n][k] = -sqrt(2n+1) sqrt(2k+1) for n > k, -(n+1) for n = k, 0 above       B[n] = sqrt(2n+1)
 * A + P P^T = -1/2 I + K        P[n] = sqrt(n + 1/2)        K real, skew, of eigenvalues +-i w
 * }</pre>
 *
 * <p>A itself cannot be diagonalised in floating point, its normal part can; and without a general
 * solver. Row n of {@code K x = i w x}, with {@code R_n} the sum of {@code B_k x_k} up to n less
 * half of the sum over all, reads
 *
 * <pre>{@code
 * R_n = -R_{n-1} (B_n^2 / 2 - i w) / (B_n^2 / 2 + i w)        x_n = (R_n - R_{n-1}) / B_n
 * }</pre>
 *
 * <p>from {@code R_{-1} = -1/2} to {@code R_{N-1} = 1/2} when the sum over all is 1. Every factor
 * has the modulus 1, so for even N the frequencies are the roots of
 *
 * <pre>{@code
 * sum_{n<N} atan(2 w / (2n+1)) = (m + 1/2) pi        m = 0 .. N/2 - 1
 * }</pre>
 *
 * <p>whose left side grows with w: each root is found by bisection, to the last digit. Derived
 * here; the tests compare it with the matrix.
 *
 * <p>The phase of an eigenvector is free. Here it is the one with which {@code B} in the basis of
 * eigenvectors, {@code conj(x) . B}, is real and positive; that of P is the same over sqrt(2).
 *
 * <p><b>Source:</b> the matrix and its split are those of Gu, Goel and Re, "Efficiently modeling
 * long sequences with structured state spaces" (2022), appendix C, and of their code (seen).
 *
 * @param frequencies w, rising, N/2 of them: one for each conjugate pair
 * @param vectorsRe real parts of the eigenvectors of {@code i w}, each of N numbers and length 1
 * @param vectorsIm their imaginary parts
 * @param input B in the basis of these vectors
 */
record LegsSpectrum(
        double[] frequencies, double[][] vectorsRe, double[][] vectorsIm, double[] input) {

    /**
     * The spectrum of the matrix of a size.
     *
     * @param size N, even
     */
    static LegsSpectrum of(int size) {
        int pairs = size / 2;
        double[] frequencies = new double[pairs];
        double[][] re = new double[pairs][size];
        double[][] im = new double[pairs][size];
        double[] input = new double[pairs];
        for (int m = 0; m < pairs; m++) {
            frequencies[m] = root(size, (m + 0.5) * Math.PI);
            double length = vector(frequencies[m], re[m], im[m]);
            for (int n = 0; n < size; n++) {
                re[m][n] /= length;
                im[m][n] /= length;
            }
            input[m] = 1 / length;
        }
        return new LegsSpectrum(frequencies, re, im, input);
    }

    /** Where the sum of arcs reaches a value. */
    private static double root(int size, double value) {
        double low = 0;
        // atan(y) > pi/2 - 1/y: there the sum is above pi N/2 - N^2/(2 w), hence above every value
        double high = size * (double) size;
        while (true) {
            double middle = (low + high) / 2;
            if (middle <= low || middle >= high) {
                return middle;
            }
            double sum = 0;
            for (int n = 0; n < size; n++) {
                sum += Math.atan(2 * middle / (2 * n + 1));
            }
            if (sum < value) {
                low = middle;
            } else {
                high = middle;
            }
        }
    }

    /** Writes the vector whose product with B is 1, and returns its length. */
    private static double vector(double frequency, double[] re, double[] im) {
        double sumRe = -0.5;
        double sumIm = 0;
        double square = 0;
        for (int n = 0; n < re.length; n++) {
            double half = n + 0.5;
            // -(half - i w) / (half + i w), written with one division
            double below = half * half + frequency * frequency;
            double factorRe = (frequency * frequency - half * half) / below;
            double factorIm = 2 * half * frequency / below;
            double nextRe = sumRe * factorRe - sumIm * factorIm;
            double nextIm = sumRe * factorIm + sumIm * factorRe;
            double root = Math.sqrt(2 * half);
            re[n] = (nextRe - sumRe) / root;
            im[n] = (nextIm - sumIm) / root;
            square += re[n] * re[n] + im[n] * im[n];
            sumRe = nextRe;
            sumIm = nextIm;
        }
        return Math.sqrt(square);
    }
}
