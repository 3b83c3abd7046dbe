// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

/**
 * A rule for integrals over [-1, 1]: the sum of {@code weights[j] f(nodes[j])}. The weights are
 * positive and of sum 2.
 *
 * @param nodes ascending
 * @param weights as many
 */
record GaussLegendre(double[] nodes, double[] weights) {

    /** Newton's method from Tricomi's guess has converged after three steps; two are for safety. */
    private static final int NEWTON_STEPS = 5;

    /**
     * A rule exact to rounding for exp(i a x) with |a| up to a bound. n nodes integrate the first
     * 2n Legendre polynomials; the spherical Bessel function j_k(a), the weight of the k-th in
     * exp(i a x), is below 1e-16 from k = a + 12 a^(1/3) + 24 on.
     *
     * @param phase the bound, 0 or more
     */
    static GaussLegendre forPhase(double phase) {
        return of((int) Math.ceil((phase + 12 * Math.cbrt(phase) + 24) / 2));
    }

    /** The rule with n nodes, which are the zeros of the Legendre polynomial P_n. */
    static GaussLegendre of(int n) {
        double[] nodes = new double[n];
        double[] weights = new double[n];
        for (int j = 0; j < (n + 1) / 2; j++) {
            double x = -StrictMath.cos(Math.PI * (j + 0.75) / (n + 0.5));
            double slope = 0;
            for (int step = 0; step < NEWTON_STEPS; step++) {
                double before = 1;
                double value = x;
                for (int k = 2; k <= n; k++) {
                    double next = ((2 * k - 1.0) * x * value - (k - 1.0) * before) / k;
                    before = value;
                    value = next;
                }
                slope = n * (before - x * value) / ((1 - x) * (1 + x));
                x -= value / slope;
            }
            nodes[j] = x;
            nodes[n - 1 - j] = -x;
            weights[j] = 2 / ((1 - x) * (1 + x) * slope * slope);
            weights[n - 1 - j] = weights[j];
        }
        return new GaussLegendre(nodes, weights);
    }
}
