// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

/**
 * What modes do in a time step, in plain Java and with the slopes. Everything is a holomorphic
 * function of {@code z = dt A}.
 *
 * <pre>{@code
 * x_t = factor(z) x_{t-1} + dt gain(z) B u_t
 * }</pre>
 *
 * <p>{@link DiagonalSystem} has the same by operations of the engine.
 *
 * @param factor what a mode is multiplied by, Abar
 * @param factorSlope its derivative by z
 * @param gain what the input is multiplied by, over dt
 * @param gainSlope its derivative by z
 */
record ModeSteps(
        ComplexNumbers factor,
        ComplexNumbers factorSlope,
        ComplexNumbers gain,
        ComplexNumbers gainSlope) {

    /**
     * Below this modulus a series computes the gain, above it the quotient, which is exact there.
     */
    private static final double SMALL = 0.5;

    /** 1 / (k + 1)!; the first term that is left out is below a rounding at {@link #SMALL}. */
    private static final double[] COEFFICIENTS = new double[15];

    static {
        double coefficient = 1;
        for (int k = 0; k < COEFFICIENTS.length; k++) {
            coefficient /= k + 1;
            COEFFICIENTS[k] = coefficient;
        }
    }

    private static ModeSteps zeros(int size) {
        return new ModeSteps(
                ComplexNumbers.zeros(size),
                ComplexNumbers.zeros(size),
                ComplexNumbers.zeros(size),
                ComplexNumbers.zeros(size));
    }

    /**
     * The input is held over a step.
     *
     * <pre>{@code
     * factor = factor' = exp(z)        gain = (exp(z) - 1) / z        gain' = (exp(z) - gain) / z
     * }</pre>
     *
     * <p>For small z the differences lose all digits; there gain is {@code sum_k z^k / (k + 1)!}.
     */
    static ModeSteps zeroOrderHold(ComplexNumbers z) {
        ModeSteps steps = zeros(z.re().length);
        for (int i = 0; i < z.re().length; i++) {
            double x = z.re()[i];
            double y = z.im()[i];
            double modulus = Math.exp(x);
            double re = modulus * Math.cos(y);
            double im = modulus * Math.sin(y);
            steps.factor.re()[i] = re;
            steps.factor.im()[i] = im;
            steps.factorSlope.re()[i] = re;
            steps.factorSlope.im()[i] = im;
            double square = x * x + y * y;
            if (square < SMALL * SMALL) {
                steps.gainBySeries(i, x, y);
            } else {
                double gainRe = ((re - 1) * x + im * y) / square;
                double gainIm = (im * x - (re - 1) * y) / square;
                steps.gain.re()[i] = gainRe;
                steps.gain.im()[i] = gainIm;
                steps.gainSlope.re()[i] = ((re - gainRe) * x + (im - gainIm) * y) / square;
                steps.gainSlope.im()[i] = ((im - gainIm) * x - (re - gainRe) * y) / square;
            }
        }
        return steps;
    }

    /** Horner's scheme, for the series and its derivative together. */
    private void gainBySeries(int i, double x, double y) {
        double re = 0;
        double im = 0;
        double slopeRe = 0;
        double slopeIm = 0;
        for (int k = COEFFICIENTS.length - 1; k >= 0; k--) {
            double oldSlopeRe = slopeRe;
            slopeRe = oldSlopeRe * x - slopeIm * y + re;
            slopeIm = oldSlopeRe * y + slopeIm * x + im;
            double oldRe = re;
            re = oldRe * x - im * y + COEFFICIENTS[k];
            im = oldRe * y + im * x;
        }
        gain.re()[i] = re;
        gain.im()[i] = im;
        gainSlope.re()[i] = slopeRe;
        gainSlope.im()[i] = slopeIm;
    }

    /**
     * The trapezoidal rule.
     *
     * <pre>{@code
     * factor = (1 + z/2) / (1 - z/2)        gain = 1 / (1 - z/2)
     * factor' = gain^2                      gain' = gain^2 / 2
     * }</pre>
     */
    static ModeSteps bilinear(ComplexNumbers z) {
        ModeSteps steps = zeros(z.re().length);
        for (int i = 0; i < z.re().length; i++) {
            double x = z.re()[i] / 2;
            double y = z.im()[i] / 2;
            double below = (1 - x) * (1 - x) + y * y; // |1 - z/2|^2
            double re = (1 - x) / below;
            double im = y / below;
            steps.factor.re()[i] = (1 + x) * re - y * im;
            steps.factor.im()[i] = (1 + x) * im + y * re;
            double squareRe = re * re - im * im;
            double squareIm = 2 * re * im;
            steps.factorSlope.re()[i] = squareRe;
            steps.factorSlope.im()[i] = squareIm;
            steps.gain.re()[i] = re;
            steps.gain.im()[i] = im;
            steps.gainSlope.re()[i] = squareRe / 2;
            steps.gainSlope.im()[i] = squareIm / 2;
        }
        return steps;
    }
}
