// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.seqmem.plugins.models.layers.Scalars.reciprocal;
import static org.seqmem.plugins.models.layers.Scalars.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.seqmem.api.model.Carry;

/**
 * A state space for each feature whose matrix is diagonal plus one of rank one, discretised by the
 * trapezoidal rule; one of each pair of conjugate modes.
 *
 * <pre>{@code
 * x' = A x + B u,   y = 2 Re(C x)        A = Lambda - P P*
 * Abar = (2/dt - A)^-1 (2/dt + A) = 4/dt (2/dt - A)^-1 - 1        Bbar = (2/dt - A)^-1 2 B
 * }</pre>
 *
 * <p>Real and imaginary parts are arrays of their own. With {@code a} positive, A is dissipative
 * and Abar a contraction whatever the numbers. <b>Shape:</b> every array is (H, N/2), dt is (H, 1).
 *
 * @param decay a, minus the real part of Lambda
 * @param frequency imaginary part of Lambda
 * @param lowRe real part of P
 * @param lowIm imaginary part of P
 * @param inputRe real part of B
 * @param inputIm imaginary part of B
 * @param outputRe real part of C
 * @param outputIm imaginary part of C
 * @param dt the time step
 */
record DplrSystem(
        NDArray decay,
        NDArray frequency,
        NDArray lowRe,
        NDArray lowIm,
        NDArray inputRe,
        NDArray inputIm,
        NDArray outputRe,
        NDArray outputIm,
        NDArray dt)
        implements ConvolvedLayer.Systems {

    private static final int[] LAST = {-1};

    /** A complex number of each place. */
    private record Complex(NDArray re, NDArray im) {

        Complex times(Complex other) {
            return new Complex(
                    re.mul(other.re).sub(im.mul(other.im)), re.mul(other.im).add(im.mul(other.re)));
        }

        Complex conjugate() {
            return new Complex(re, im.neg());
        }
    }

    /**
     * The response of the output to an impulse, {@code K_l = 2 Re C Abar^l Bbar}.
     *
     * <p>Its first L values are the inverse transform of the generating function of C' = C (I -
     * Abar^L) on the unit circle. At {@code w = exp(-i theta)}, where {@code 2/dt (1-w)/(1+w) = i
     * s} with {@code s = 2/dt tan(theta/2)}, that is
     *
     * <pre>{@code
     * (1 + i tan(theta/2)) (k(C',B) - k(C',P) k(P*,B) / (1 + k(P*,P)))
     * k(c,b) = sum over all N modes of c_n b_n / (i s - lambda_n)
     * }</pre>
     *
     * <p>and {@code dt/2 C' B} at w = -1, where s is infinite. A pair of conjugate modes adds
     * {@code 2 (Re(v) (a + i s) - Im(v) f) / (a^2 + f^2 - s^2 + 2 i a s)} with v = c b: one complex
     * denominator serves the four sums, which are products of matrices. L is the power of two from
     * the length on, so that Abar^L takes squarings only.
     *
     * @param length number of values
     * @return shape (H, length)
     */
    @Override
    public NDArray kernel(int length) {
        int points = 2;
        while (points < length) {
            points *= 2;
        }
        NDManager manager = decay.getManager();
        DataType type = decay.getDataType();
        double[] tangents = new double[points / 2];
        for (int k = 0; k < tangents.length; k++) {
            tangents[k] = Math.tan(Math.PI * k / points);
        }
        NDArray tangent = manager.create(tangents).toType(type, false); // (K)
        NDArray s = times(reciprocal(dt), 2).mul(tangent); // (H, K)

        Complex output = truncated(points);
        Complex input = new Complex(inputRe, inputIm);
        Complex low = new Complex(lowRe, lowIm);
        NDList pairs = new NDList();
        NDList slopes = new NDList();
        for (Complex v :
                new Complex[] {
                    output.times(input),
                    output.times(low),
                    low.conjugate().times(input),
                    low.conjugate().times(low)
                }) {
            pairs.add(v.re().mul(decay).sub(v.im().mul(frequency)));
            slopes.add(v.re());
        }
        NDArray weights = NDArrays.stack(pairs.addAll(slopes), 1); // (H, 8, N/2)
        NDArray sums = times(weights, 2).matMul(denominators(s)); // (H, 8, 2 K)
        NDList byPart = sums.reshape(sums.getShape().get(0), 2, 4, 2, -1).split(2, 3);
        NDList re = byPart.get(0).squeeze(3).split(2, 1); // (H, 1, 4, K) each
        NDList im = byPart.get(1).squeeze(3).split(2, 1);
        NDArray perNode = s.expandDims(1).expandDims(1);
        NDList cauchyRe = re.get(0).sub(im.get(1).mul(perNode)).squeeze(1).split(4, 1);
        NDList cauchyIm = im.get(0).add(re.get(1).mul(perNode)).squeeze(1).split(4, 1);
        Complex[] k = new Complex[4];
        for (int i = 0; i < k.length; i++) {
            k[i] = new Complex(cauchyRe.get(i).squeeze(1), cauchyIm.get(i).squeeze(1)); // (H, K)
        }
        Complex product = k[1].times(k[2]);
        NDArray aboveRe = k[3].re().add(1);
        NDArray square = aboveRe.square().add(k[3].im().square());
        Complex quotient = product.times(new Complex(aboveRe, k[3].im().neg()));
        Complex rest =
                new Complex(
                        k[0].re().sub(quotient.re().div(square)),
                        k[0].im().sub(quotient.im().div(square)));
        Complex values = rest.times(new Complex(tangent.onesLike(), tangent));

        // at w = -1 : dt/2 C' B over all modes, real
        NDArray last = dt.mul(output.times(input).re().sum(LAST, true)); // (H, 1)
        NDArray spectrumRe = values.re().concat(last, 1); // (H, K + 1)
        NDArray spectrumIm = values.im().concat(last.zerosLike(), 1);
        // to join the parts in a complex array has no gradient, to multiply by i has
        NDArray i = manager.create(new double[] {0, 1}).toType(type, false).complex();
        return spectrumRe
                .add(spectrumIm.mul(i))
                .irfft(points, 1)
                .get(new NDIndex(":, :{}", length));
    }

    /**
     * The reciprocals {@code 1 / (a^2 + f^2 - s^2 + 2 i a s)}.
     *
     * @param s shape (H, K)
     * @return shape (H, N/2, 2 K), the real parts before the imaginary ones
     */
    private NDArray denominators(NDArray s) {
        NDArray a = decay.expandDims(2); // (H, N/2, 1)
        NDArray f = frequency.expandDims(2);
        NDArray node = s.expandDims(1); // (H, 1, K)
        // near a resonance f^2 - s^2 would lose the digits that this product keeps
        NDArray re = f.sub(node).mul(f.add(node)).add(a.square());
        NDArray im = times(a, 2).mul(node);
        NDArray square = re.square().add(im.square());
        return re.div(square).concat(im.div(square).neg(), 2);
    }

    /** C (I - Abar^points). The number of points is a power of two. */
    private Complex truncated(int points) {
        NDArray power = transition();
        for (int l = 1; l < points; l *= 2) {
            power = power.matMul(power);
        }
        // y = 2 Re(C x) is a row over (Re x, Im x): (2 Re C, -2 Im C)
        NDArray row = outputRe.concat(outputIm.neg(), 1).expandDims(1); // (H, 1, N)
        NDList parts = row.sub(row.matMul(power)).squeeze(1).split(2, 1);
        return new Complex(parts.get(0), parts.get(1).neg());
    }

    /**
     * {@code Abar = 4/dt (2/dt - A)^-1 - 1} over the real vectors (Re x, Im x).
     *
     * @return shape (H, N, N)
     */
    private NDArray transition() {
        Inverse inverse = inverse();
        NDArray scale = times(reciprocal(dt), 4);
        NDArray diagonal =
                blocks(
                        new Complex(
                                inverse.diagonal().re().mul(scale).sub(1),
                                inverse.diagonal().im().mul(scale)));
        Complex spread = inverse.spread();
        NDArray column = spread.re().concat(spread.im(), 1).expandDims(2); // D P
        Complex turned = inverse.diagonal().conjugate().times(new Complex(lowRe, lowIm));
        NDArray row = turned.re().concat(turned.im(), 1); // P* D, half of it
        return diagonal.sub(
                column.matMul(row.mul(times(inverse.gain().mul(scale), 2)).expandDims(1)));
    }

    /** What inverts 2/dt - A: its diagonal part D, D P, and {@code R = 1 / (1 + P* D P)}. */
    private record Inverse(Complex diagonal, Complex spread, NDArray gain) {}

    private Inverse inverse() {
        NDArray below = times(reciprocal(dt), 2).add(decay); // Re(2/dt - Lambda)
        NDArray square = below.square().add(frequency.square());
        Complex diagonal = new Complex(below.div(square), frequency.div(square));
        NDArray size = lowRe.square().add(lowIm.square());
        NDArray gain = reciprocal(times(size.mul(diagonal.re()).sum(LAST, true), 2).add(1));
        return new Inverse(diagonal, diagonal.times(new Complex(lowRe, lowIm)), gain);
    }

    /** A complex diagonal matrix over the real vectors (Re x, Im x), shape (H, N, N). */
    private static NDArray blocks(Complex diagonal) {
        NDManager manager = diagonal.re().getManager();
        NDArray one =
                manager.eye(Math.toIntExact(diagonal.re().getShape().get(1)))
                        .toType(diagonal.re().getDataType(), false);
        NDArray re = diagonal.re().expandDims(2).mul(one); // (H, N/2, N/2)
        NDArray im = diagonal.im().expandDims(2).mul(one);
        return re.concat(im.neg(), 2).concat(im.concat(re, 2), 1);
    }

    /**
     * The output step by step, in the order of N operations a step.
     *
     * @param u the input, shape (B, T, H)
     * @param carry holds one array (B, 2, H, N/2), the two parts of the state
     * @return shape (B, T, H)
     */
    @Override
    public NDArray recur(NDArray u, Carry carry) {
        Inverse inverse = inverse();
        NDArray scale = times(reciprocal(dt), 4);
        Complex input = new Complex(times(inputRe, 2), times(inputIm, 2));
        Shape state = new Shape(u.getShape().get(0), 2).addAll(decay.getShape());
        NDList before =
                carry.take()
                        .orElseGet(() -> u.getManager().zeros(state, u.getDataType()))
                        .split(2, 1);
        Complex x = new Complex(before.get(0).squeeze(1), before.get(1).squeeze(1));
        NDList outputs = new NDList();
        for (NDArray step : u.split(u.getShape().get(1), 1)) {
            NDArray now = step.transpose(0, 2, 1); // (B, H, 1)
            Complex sum =
                    new Complex(
                            x.re().mul(scale).add(now.mul(input.re())),
                            x.im().mul(scale).add(now.mul(input.im())));
            Complex solved = sum.times(inverse.diagonal());
            NDArray correction = projected(solved).mul(inverse.gain());
            x =
                    new Complex(
                            solved.re().sub(correction.mul(inverse.spread().re())).sub(x.re()),
                            solved.im().sub(correction.mul(inverse.spread().im())).sub(x.im()));
            outputs.add(times(x.re().mul(outputRe).sub(x.im().mul(outputIm)).sum(LAST), 2));
        }
        carry.keep(NDArrays.stack(new NDList(x.re(), x.im()), 1));
        return NDArrays.stack(outputs, 1);
    }

    /** {@code P* x} over all modes, real; shape (B, H, 1). */
    private NDArray projected(Complex x) {
        return times(x.re().mul(lowRe).add(x.im().mul(lowIm)).sum(LAST, true), 2);
    }
}
