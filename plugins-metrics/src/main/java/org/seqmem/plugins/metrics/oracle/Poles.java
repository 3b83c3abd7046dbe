// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.oracle;

import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;

/**
 * The free parameters of a stable linear recurrence of m states, without its read-out: two numbers
 * u, v for each pair of poles, and one more number for the last pole if m is odd.
 *
 * <p><b>Formula:</b> a pair answers an impulse with combinations of g_s and g_{s-1}, where
 *
 * <pre>{@code
 * g_0 = 1, g_s = a1 g_{s-1} + a2 g_{s-2}
 * a2 = c tanh(v), a1 = c (1 - a2) tanh(u),  c = 1 - 1e-9
 * }</pre>
 *
 * <p>which is every stable pair, real or conjugate, with no seam between the two. A single pole is
 * g_s = a^s with a = c tanh(u).
 *
 * @param parameters u, v of each pair, then u of the single pole
 */
record Poles(double[] parameters) {

    /** Keeps rounding from putting a pole onto the unit circle. */
    private static final double LARGEST = 1 - 1e-9;

    /** Where start values end: atanh is infinite at 1. */
    private static final double STEEPEST = 1 - 1e-12;

    int count() {
        return parameters.length;
    }

    private int pairs() {
        return parameters.length / 2;
    }

    private boolean single() {
        return parameters.length % 2 == 1;
    }

    /** The parameters of given pairs (a1, a2) and, for an odd number, one pole. */
    static Poles of(double[] a1, double[] a2, double... single) {
        double[] parameters = new double[2 * a1.length + single.length];
        for (int pair = 0; pair < a1.length; pair++) {
            double product = Math.max(-LARGEST * STEEPEST, Math.min(LARGEST * STEEPEST, a2[pair]));
            parameters[2 * pair] = atanh(a1[pair] / (LARGEST * (1 - product)));
            parameters[2 * pair + 1] = atanh(product / LARGEST);
        }
        if (single.length == 1) {
            parameters[2 * a1.length] = atanh(single[0] / LARGEST);
        }
        return new Poles(parameters);
    }

    Poles moved(double[] step) {
        double[] moved = parameters.clone();
        Arrays.setAll(moved, i -> moved[i] + step[i]);
        return new Poles(moved);
    }

    /**
     * What the states can answer to an impulse.
     *
     * @return shape (rows, m): row s is lag s + 1, column i one of m functions of the lag
     */
    DMatrixRMaj basis(int rows) {
        DMatrixRMaj basis = new DMatrixRMaj(rows, count());
        for (int pair = 0; pair < pairs(); pair++) {
            double[] g = response(a1(pair), a2(pair), rows);
            for (int s = 0; s < rows; s++) {
                basis.unsafe_set(s, 2 * pair, g[s]);
                basis.unsafe_set(s, 2 * pair + 1, s == 0 ? 0 : g[s - 1]);
            }
        }
        if (single()) {
            double[] g = response(pole(), 0, rows);
            for (int s = 0; s < rows; s++) {
                basis.unsafe_set(s, count() - 1, g[s]);
            }
        }
        return basis;
    }

    /**
     * How the answer to an impulse moves with each parameter, for a fixed read-out.
     *
     * @return shape (rows, m): the derivative of basis(rows) * readOut by each parameter
     */
    DMatrixRMaj slopes(double[] readOut, int rows) {
        DMatrixRMaj slopes = new DMatrixRMaj(rows, count());
        for (int pair = 0; pair < pairs(); pair++) {
            int u = 2 * pair;
            int v = u + 1;
            double sumTanh = Math.tanh(parameters[u]);
            double productTanh = Math.tanh(parameters[v]);
            double a1ByU = LARGEST * (1 - a2(pair)) * (1 - sumTanh * sumTanh);
            double a2ByV = LARGEST * (1 - productTanh * productTanh);
            double a1ByV = -LARGEST * sumTanh * a2ByV;
            double[] d = responseSlope(a1(pair), a2(pair), rows);
            for (int s = 0; s < rows; s++) {
                double before = s < 1 ? 0 : d[s - 1];
                double beforeThat = s < 2 ? 0 : d[s - 2];
                double byA1 = readOut[u] * d[s] + readOut[v] * before;
                double byA2 = readOut[u] * before + readOut[v] * beforeThat;
                slopes.unsafe_set(s, u, a1ByU * byA1);
                slopes.unsafe_set(s, v, a1ByV * byA1 + a2ByV * byA2);
            }
        }
        if (single()) {
            int u = count() - 1;
            double tanh = Math.tanh(parameters[u]);
            double[] d = responseSlope(pole(), 0, rows);
            for (int s = 0; s < rows; s++) {
                slopes.unsafe_set(s, u, LARGEST * (1 - tanh * tanh) * readOut[u] * d[s]);
            }
        }
        return slopes;
    }

    private double a2(int pair) {
        return LARGEST * Math.tanh(parameters[2 * pair + 1]);
    }

    private double a1(int pair) {
        return LARGEST * (1 - a2(pair)) * Math.tanh(parameters[2 * pair]);
    }

    private double pole() {
        return LARGEST * Math.tanh(parameters[count() - 1]);
    }

    private static double[] response(double a1, double a2, int rows) {
        double[] g = new double[rows];
        for (int s = 0; s < rows; s++) {
            g[s] = s == 0 ? 1 : a1 * g[s - 1] + (s == 1 ? 0 : a2 * g[s - 2]);
        }
        return g;
    }

    /** The derivative of the response by a1; that by a2 is the same, one step later. */
    private static double[] responseSlope(double a1, double a2, int rows) {
        double[] g = response(a1, a2, rows);
        double[] d = new double[rows];
        for (int s = 1; s < rows; s++) {
            d[s] = g[s - 1] + a1 * d[s - 1] + (s == 1 ? 0 : a2 * d[s - 2]);
        }
        return d;
    }

    private static double atanh(double value) {
        double inside = Math.max(-STEEPEST, Math.min(STEEPEST, value));
        return 0.5 * Math.log((1 + inside) / (1 - inside));
    }
}
