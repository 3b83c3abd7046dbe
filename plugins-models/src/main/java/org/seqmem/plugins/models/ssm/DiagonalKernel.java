// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.seqmem.plugins.models.layers.HostArrays;

/**
 * The response of diagonal state spaces to an impulse, with its gradient, in plain Java.
 *
 * <p>It depends on parameters only, that is on few numbers. The same by operations of the engine,
 * {@link DiagonalSystem#kernel}, takes dozens of calls and as many for the gradient.
 *
 * <pre>{@code
 * K_l = 2 Re sum_n p_n a_n^l      a = step(z), p = dt gain(z) C B      z = dt A, A = f(w) + i im_a
 * }</pre>
 *
 * <p>With g the gradient of K, every mode needs two polynomials with the coefficients g at a,
 *
 * <pre>{@code
 * S = sum_l g_l a^l      S' = sum_l l g_l a^(l-1)      dL = 2 Re(S dp + p S' da)
 * }</pre>
 *
 * <p>which Horner's scheme gives together. All is holomorphic in A, B, C and z. Below, the slope of
 * L by a complex number q is the complex number {@code dq} with {@code dL = Re(dq * change of q)}:
 * its real part is the derivative by the real part of q, minus its imaginary part that by the
 * imaginary part. So the chain rule is a product of complex numbers,
 *
 * <pre>{@code
 * dC = dp B dt gain      dB = dp C dt gain      dz = da step'(z) + dp C B dt gain'(z)
 * dA = dz dt             d log_dt = Re(dz z + dp p)
 * }</pre>
 *
 * <p>Powers come by repeated products: after l of them the error is l roundings, in double
 * precision less than what an angle of some hundred loses in {@code cos}.
 */
final class DiagonalKernel {

    /**
     * The trained numbers, row by row, each of shape (H, N/2) but the last, of shape (H).
     *
     * @param decay w, of which f makes the real parts of A
     * @param imaginary the imaginary parts of A
     * @param inputRe the real parts of B
     * @param inputIm the imaginary parts of B
     * @param outputRe the real parts of C
     * @param outputIm the imaginary parts of C
     * @param logStep the logarithms of dt
     */
    record Numbers(
            double[] decay,
            double[] imaginary,
            double[] inputRe,
            double[] inputIm,
            double[] outputRe,
            double[] outputIm,
            double[] logStep) {

        /** The numbers of arrays in the order of the components. */
        static Numbers read(List<NDArray> arrays) {
            List<double[]> numbers = arrays.stream().map(HostArrays::doubles).toList();
            return new Numbers(
                    numbers.get(0),
                    numbers.get(1),
                    numbers.get(2),
                    numbers.get(3),
                    numbers.get(4),
                    numbers.get(5),
                    numbers.get(6));
        }

        /** The numbers in the order of the components. */
        List<double[]> list() {
            return List.of(decay, imaginary, inputRe, inputIm, outputRe, outputIm, logStep);
        }

        private static Numbers zeros(int modes, int features) {
            return new Numbers(
                    new double[modes],
                    new double[modes],
                    new double[modes],
                    new double[modes],
                    new double[modes],
                    new double[modes],
                    new double[features]);
        }
    }

    private final Numbers numbers;
    private final Reparameterisation reparameterisation;
    private final int features;
    private final int pairs;
    private final int length;
    private final double[] dt;
    private final ComplexNumbers z;
    private final ModeSteps steps;
    private final ComplexNumbers p;

    /**
     * @param numbers the trained numbers
     * @param reparameterisation f
     * @param discretisation step and gain
     * @param length number of values for each feature, T
     */
    DiagonalKernel(
            Numbers numbers,
            Reparameterisation reparameterisation,
            Discretisation discretisation,
            int length) {
        this.numbers = numbers;
        this.reparameterisation = reparameterisation;
        this.features = numbers.logStep().length;
        int modes = numbers.decay().length;
        this.pairs = modes / features;
        this.length = length;
        this.dt = new double[features];
        this.z = ComplexNumbers.zeros(modes);
        for (int h = 0; h < features; h++) {
            dt[h] = Math.exp(numbers.logStep()[h]);
            for (int i = h * pairs; i < (h + 1) * pairs; i++) {
                z.re()[i] = dt[h] * reparameterisation.decay(numbers.decay()[i]);
                z.im()[i] = dt[h] * numbers.imaginary()[i];
            }
        }
        this.steps = discretisation.steps(z);
        this.p = ComplexNumbers.zeros(modes);
        for (int i = 0; i < modes; i++) {
            double cRe = numbers.outputRe()[i];
            double cIm = numbers.outputIm()[i];
            double bRe = numbers.inputRe()[i];
            double bIm = numbers.inputIm()[i];
            double cbRe = cRe * bRe - cIm * bIm;
            double cbIm = cRe * bIm + cIm * bRe;
            double gainRe = dt[i / pairs] * steps.gain().re()[i];
            double gainIm = dt[i / pairs] * steps.gain().im()[i];
            p.re()[i] = cbRe * gainRe - cbIm * gainIm;
            p.im()[i] = cbRe * gainIm + cbIm * gainRe;
        }
    }

    /** The values K, shape (H, T). */
    double[] values() {
        double[] values = new double[features * length];
        ComplexNumbers a = ComplexNumbers.zeros(pairs);
        ComplexNumbers power = ComplexNumbers.zeros(pairs); // p a^l
        for (int h = 0; h < features; h++) {
            steps.factor().copy(h * pairs, a);
            p.copy(h * pairs, power);
            for (int i = h * length; i < (h + 1) * length; i++) {
                values[i] = 2 * sum(power.re());
                multiply(power.re(), power.im(), a.re(), a.im());
            }
        }
        return values;
    }

    /**
     * The gradients of the trained numbers.
     *
     * @param gradient of the values, shape (H, T)
     */
    Numbers backward(double[] gradient) {
        Numbers result = Numbers.zeros(p.re().length, features);
        ComplexNumbers a = ComplexNumbers.zeros(pairs);
        for (int h = 0; h < features; h++) {
            steps.factor().copy(h * pairs, a);
            ComplexNumbers sum = ComplexNumbers.zeros(pairs); // S
            ComplexNumbers slope = ComplexNumbers.zeros(pairs); // S'
            for (int i = (h + 1) * length - 1; i >= h * length; i--) {
                horner(slope.re(), slope.im(), sum.re(), sum.im(), a.re(), a.im(), gradient[i]);
            }
            for (int n = 0; n < pairs; n++) {
                chain(
                        h,
                        h * pairs + n,
                        2 * sum.re()[n],
                        2 * sum.im()[n],
                        2 * slope.re()[n],
                        2 * slope.im()[n],
                        result);
            }
        }
        return result;
    }

    /** From the slope by p and, divided by p, that by a to those by the numbers of a mode. */
    private void chain(
            int h,
            int i,
            double dpRe,
            double dpIm,
            double slopeRe,
            double slopeIm,
            Numbers result) {
        double gainRe = dt[h] * steps.gain().re()[i];
        double gainIm = dt[h] * steps.gain().im()[i];
        double inRe = dpRe * gainRe - dpIm * gainIm; // dp dt gain
        double inIm = dpRe * gainIm + dpIm * gainRe;
        double cRe = numbers.outputRe()[i];
        double cIm = numbers.outputIm()[i];
        double bRe = numbers.inputRe()[i];
        double bIm = numbers.inputIm()[i];
        result.outputRe[i] = inRe * bRe - inIm * bIm;
        result.outputIm[i] = -(inRe * bIm + inIm * bRe);
        result.inputRe[i] = inRe * cRe - inIm * cIm;
        result.inputIm[i] = -(inRe * cIm + inIm * cRe);

        double cbRe = dt[h] * (cRe * bRe - cIm * bIm);
        double cbIm = dt[h] * (cRe * bIm + cIm * bRe);
        double gainSlopeRe = dpRe * cbRe - dpIm * cbIm; // dp C B dt
        double gainSlopeIm = dpRe * cbIm + dpIm * cbRe;
        double daRe = p.re()[i] * slopeRe - p.im()[i] * slopeIm;
        double daIm = p.re()[i] * slopeIm + p.im()[i] * slopeRe;
        double dzRe =
                daRe * steps.factorSlope().re()[i]
                        - daIm * steps.factorSlope().im()[i]
                        + gainSlopeRe * steps.gainSlope().re()[i]
                        - gainSlopeIm * steps.gainSlope().im()[i];
        double dzIm =
                daRe * steps.factorSlope().im()[i]
                        + daIm * steps.factorSlope().re()[i]
                        + gainSlopeRe * steps.gainSlope().im()[i]
                        + gainSlopeIm * steps.gainSlope().re()[i];
        result.decay[i] = dzRe * dt[h] * reparameterisation.slope(numbers.decay()[i]);
        result.imaginary[i] = -dzIm * dt[h];
        result.logStep[h] +=
                dzRe * z.re()[i] - dzIm * z.im()[i] + dpRe * p.re()[i] - dpIm * p.im()[i];
    }

    /** Four sums at a time, for one has to wait for each addition. */
    private static double sum(double[] values) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = 0;
        for (; i < values.length - 3; i += 4) {
            first += values[i];
            second += values[i + 1];
            third += values[i + 2];
            fourth += values[i + 3];
        }
        for (; i < values.length; i++) {
            first += values[i];
        }
        return first + second + (third + fourth);
    }

    private static void multiply(double[] re, double[] im, double[] byRe, double[] byIm) {
        for (int n = 0; n < re.length; n++) {
            double oldRe = re[n];
            double oldIm = im[n];
            re[n] = oldRe * byRe[n] - oldIm * byIm[n];
            im[n] = oldRe * byIm[n] + oldIm * byRe[n];
        }
    }

    /** {@code slope = slope a + sum, sum = sum a + coefficient}. */
    private static void horner(
            double[] slopeRe,
            double[] slopeIm,
            double[] sumRe,
            double[] sumIm,
            double[] aRe,
            double[] aIm,
            double coefficient) {
        for (int n = 0; n < slopeRe.length; n++) {
            double dRe = slopeRe[n];
            double dIm = slopeIm[n];
            double sRe = sumRe[n];
            double sIm = sumIm[n];
            slopeRe[n] = dRe * aRe[n] - dIm * aIm[n] + sRe;
            slopeIm[n] = dRe * aIm[n] + dIm * aRe[n] + sIm;
            sumRe[n] = sRe * aRe[n] - sIm * aIm[n] + coefficient;
            sumIm[n] = sRe * aIm[n] + sIm * aRe[n];
        }
    }
}
