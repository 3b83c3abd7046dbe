// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

/**
 * The Airy function of the first kind, Ai(x): the solution of y'' = x y that vanishes at infinity.
 *
 * <p><b>Accuracy:</b> relative 1e-12 for 0 &lt;= x &lt;= 100; within 1e-12 of the envelope
 * |x|^(-1/4) / sqrt(pi) for -100 &lt;= x &lt; 0. Further out the rounding of the phase or exponent
 * zeta = 2/3 |x|^1.5 counts, some 2e-16 zeta. Ai underflows to 0 above x = 108. The same bits on
 * every Java platform.
 *
 * <p><b>Method:</b> around zero, Taylor series of y'' = x y from the nearest integer, where Ai and
 * Ai' are tabulated; further out, the asymptotic expansions.
 *
 * <p><b>Source:</b> NIST Digital Library of Mathematical Functions (DLMF), sections 9.2, 9.7.
 */
final class AiryFunction {

    /**
     * Where the asymptotic expansions take over. Their smallest term is about exp(-2 zeta), with
     * zeta = 21 here, so they could reach 1e-18; of 22 terms the last is 6e-17.
     */
    private static final int LAST_NODE = 10;

    private static final int ASYMPTOTIC_TERMS = 22;

    /**
     * Terms of a Taylor series. At most half a unit from a node, with |x| at most 10, the n-th is
     * about (0.5 sqrt(10))^n / n! of the value at the node: 4e-22 for n = 26.
     */
    private static final int TAYLOR_TERMS = 26;

    /**
     * Ai(k) for k = -10 to 10, to the nearest double, by Python's mpmath 1.3.0: {@code
     * float(airyai(k))} with 40 digits.
     */
    private static final double[] VALUES = {
        0.04024123848644319,
        -0.022133721547341403,
        -0.0527050503563862,
        0.18428083525050565,
        -0.3291451736298231,
        0.35076100902411433,
        -0.07026553294928951,
        -0.37881429367765806,
        0.22740742820168558,
        0.5355608832923521,
        0.3550280538878172,
        0.13529241631288141,
        0.03492413042327438,
        0.006591139357460719,
        0.0009515638512048018,
        0.00010834442813607442,
        9.947694360252889e-06,
        7.492128863997167e-07,
        4.6922076160992316e-08,
        2.47116843087249e-09,
        1.1047532552898686e-10
    };

    /** Ai'(k), likewise, by {@code float(airyai(k, derivative=1))}. */
    private static final double[] SLOPES = {
        0.99626504413279,
        -0.9756639809263316,
        0.9355609381983065,
        -0.7710081684101265,
        0.3459354872813429,
        0.32719281855444315,
        -0.7906285753685813,
        0.3145837692165988,
        0.618259020741691,
        -0.01016056711664521,
        -0.2588194037928068,
        -0.1591474412967932,
        -0.05309038443365363,
        -0.011912976705951319,
        -0.001958640950204179,
        -0.0002474138908684625,
        -2.4765200397034955e-05,
        -2.008150894738792e-06,
        -1.3414392979067865e-07,
        -7.480641389658946e-09,
        -3.5206336767389237e-10
    };

    /** u_0, u_1, ... of DLMF 9.7.2. */
    private static final double[] U = asymptoticCoefficients();

    private AiryFunction() {}

    /** Ai(x); 0 at the infinities, and where zeta overflows on the way there. */
    static double ai(double x) {
        if (Double.isInfinite(zeta(Math.abs(x)))) {
            return 0;
        }
        if (Math.abs(x) <= LAST_NODE) {
            return taylor(x);
        }
        return x > 0 ? decaying(x) : oscillating(-x);
    }

    /**
     * The Taylor series about the nearest integer k. With a_n = y^(n)(k) / n!, y'' = x y becomes
     *
     * <pre>{@code
     * a_(n+2) = (k a_n + a_(n-1)) / ((n + 1) (n + 2))
     * }</pre>
     */
    private static double taylor(double x) {
        int node = (int) Math.rint(x);
        double step = x - node;
        double before = 0;
        double current = VALUES[LAST_NODE + node];
        double next = SLOPES[LAST_NODE + node];
        double sum = current;
        double power = 1;
        for (int n = 0; n < TAYLOR_TERMS; n++) {
            power *= step;
            sum += next * power;
            double afterNext = (node * current + before) / ((n + 1.0) * (n + 2.0));
            before = current;
            current = next;
            next = afterNext;
        }
        return sum;
    }

    /**
     * Ai(x) for large positive x, DLMF 9.7.5.
     *
     * <pre>{@code
     * Ai(x) ~ exp(-zeta) / (2 sqrt(pi) x^(1/4)) sum_k (-1)^k u_k / zeta^k
     * }</pre>
     */
    private static double decaying(double x) {
        double zeta = zeta(x);
        double sum = 0;
        for (int k = ASYMPTOTIC_TERMS - 1; k >= 0; k--) {
            sum = U[k] - sum / zeta;
        }
        return StrictMath.exp(-zeta) * sum / (2 * Math.sqrt(Math.PI * Math.sqrt(x)));
    }

    /**
     * Ai(-z) for large positive z, DLMF 9.7.9.
     *
     * <pre>{@code
     * Ai(-z) ~ (cos(zeta - pi/4) P + sin(zeta - pi/4) Q) / (sqrt(pi) z^(1/4))
     * P = sum_k (-1)^k u_(2k) / zeta^(2k)
     * Q = sum_k (-1)^k u_(2k+1) / zeta^(2k+1)
     * }</pre>
     */
    private static double oscillating(double z) {
        double zeta = zeta(z);
        double even = 0;
        double odd = 0;
        for (int k = ASYMPTOTIC_TERMS - 2; k >= 0; k -= 2) {
            even = U[k] - even / zeta / zeta;
            odd = U[k + 1] - odd / zeta / zeta;
        }
        double sin = StrictMath.sin(zeta);
        double cos = StrictMath.cos(zeta);
        // sqrt(2) cos(zeta - pi/4) = cos + sin and sqrt(2) sin(zeta - pi/4) = sin - cos: a rounded
        // pi/4 never meets the phase
        double wave = (cos + sin) * even + (sin - cos) * (odd / zeta);
        return wave / Math.sqrt(2 * Math.PI * Math.sqrt(z));
    }

    private static double zeta(double x) {
        return 2 * x * Math.sqrt(x) / 3;
    }

    private static double[] asymptoticCoefficients() {
        double[] u = new double[ASYMPTOTIC_TERMS];
        u[0] = 1;
        for (int k = 1; k < u.length; k++) {
            double factor = (6.0 * k - 5) * (6.0 * k - 3) * (6.0 * k - 1);
            u[k] = u[k - 1] * factor / (216.0 * k * (2.0 * k - 1));
        }
        return u;
    }
}
