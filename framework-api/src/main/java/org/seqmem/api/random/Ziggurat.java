// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.random;

/**
 * Draws normal numbers: 98.5 % of them cost 64 random bits, a product and a comparison.
 *
 * <p>The area under {@code f(x) = exp(-x^2 / 2)}, x &gt;= 0, is covered by 256 layers of equal area
 * V. Layer i &gt;= 1 is the box of width {@code x_i} between the heights {@code f(x_i)} and {@code
 * f(x_(i+1))}, where {@code x_1 = R} and {@code x_256 = 0}; layer 0 is the box of width R below
 * {@code f(R)} with the tail beyond R, and {@code x_0 = V / f(R)} is how wide it were as a box. A
 * point of a layer that lies within the width of the next is under the curve. Bits 0 to 7 choose
 * the layer and bits 11 to 63 the place in it: no bit does both.
 *
 * <p><b>Source:</b> Marsaglia and Tsang, "The ziggurat method for generating random variables" (J.
 * Stat. Softw. 2000), without its reuse of bits, which Doornik, "An improved ziggurat method to
 * generate normal random samples" (2005), shows to be wrong.
 */
final class Ziggurat {

    private static final int LAYERS = 256;

    /** Where the tail begins: the solution of {@code x_256 = 0}. */
    private static final double R = 3.654152885361009;

    /** {@code x_0} to {@code x_256}, falling. */
    private static final double[] X = new double[LAYERS + 1];

    /** {@code f(x_0)} to {@code f(x_256)}, rising. */
    private static final double[] F = new double[LAYERS + 1];

    static {
        double area = R * density(R) + tailArea();
        X[0] = area / density(R);
        X[1] = R;
        for (int i = 1; i < LAYERS - 1; i++) {
            X[i + 1] = StrictMath.sqrt(-2 * StrictMath.log(area / X[i] + density(X[i])));
        }
        for (int i = 0; i <= LAYERS; i++) {
            F[i] = density(X[i]);
        }
    }

    private Ziggurat() {}

    private static double density(double x) {
        return StrictMath.exp(-x * x / 2);
    }

    /** The area under f beyond R, by the continued fraction of the complementary error function. */
    private static double tailArea() {
        double fraction = R;
        for (int k = 60; k >= 1; k--) {
            fraction = R + k / fraction;
        }
        return density(R) / fraction;
    }

    /** Normal with mean 0 and variance 1. */
    static double draw(RandomStream stream) {
        while (true) {
            long bits = stream.nextLong();
            int layer = (int) bits & (LAYERS - 1);
            double x = (bits >> 11) * 0x1.0p-52 * X[layer];
            if (Math.abs(x) < X[layer + 1]) {
                return x;
            }
            if (layer == 0) {
                return bits < 0 ? -tail(stream) : tail(stream);
            }
            double height = F[layer] + stream.nextDouble() * (F[layer + 1] - F[layer]);
            if (height < density(x)) {
                return x;
            }
        }
    }

    /** Beyond R: an exponential number of rate R, taken with probability exp(-x^2 / 2). */
    private static double tail(RandomStream stream) {
        while (true) {
            double x = -StrictMath.log(1 - stream.nextDouble()) / R;
            double threshold = -StrictMath.log(1 - stream.nextDouble());
            if (2 * threshold > x * x) {
                return R + x;
            }
        }
    }
}
