// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import static org.seqmem.plugins.models.layers.Scalars.atLeast;
import static org.seqmem.plugins.models.layers.Scalars.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.seqmem.api.model.Carry;

/**
 * A discrete diagonal state space for each feature, one of each pair of conjugate modes.
 *
 * <pre>{@code
 * x_t = Abar x_{t-1} + Bbar u_t        Abar = exp(logDecay + i phase)        Bbar = inputRe + i inputIm
 * }</pre>
 *
 * <p>Real and imaginary parts are arrays of their own: complex numbers of double precision have no
 * data type in DJL. <b>Shape:</b> every array is (H, N/2).
 *
 * @param logDecay logarithm of the modulus of Abar
 * @param phase argument of Abar
 * @param inputRe real part of Bbar
 * @param inputIm imaginary part of Bbar
 */
record DiagonalSystem(NDArray logDecay, NDArray phase, NDArray inputRe, NDArray inputIm) {

    /** A continuous system, x' = A x + B u, all arrays (H, N/2), and its time step, (H, 1). */
    record Continuous(NDArray aRe, NDArray aIm, NDArray bRe, NDArray bIm, NDArray dt) {}

    private static final int[] LAST = {-1};

    /** Keeps the logarithm finite at the one point dt A = -2, where the modulus is 0. */
    private static final double SMALLEST_SQUARED_MODULUS = 1e-30;

    /**
     * The input is held over a step.
     *
     * <pre>{@code
     * Abar = exp(z)        Bbar = (exp(z) - 1) / A * B        z = dt A
     * }</pre>
     *
     * <p>For small z the difference loses all digits. Written with {@code exp(x) - 1 = tanh(x/2)
     * (exp(x) + 1)} and {@code cos(y) - 1 = -2 sin(y/2)^2} it keeps them, for every z, and needs no
     * series with a border.
     */
    static DiagonalSystem zeroOrderHold(Continuous system) {
        NDArray x = system.dt().mul(system.aRe());
        NDArray y = system.dt().mul(system.aIm());
        NDArray decay = x.exp();
        NDArray growth = times(x, 0.5).tanh().mul(decay.add(1)); // exp(x) - 1
        NDArray re = growth.mul(y.cos()).sub(times(times(y, 0.5).sin().square(), 2));
        NDArray im = decay.mul(y.sin());
        NDArray square = system.aRe().square().add(system.aIm().square());
        NDArray gainRe = re.mul(system.aRe()).add(im.mul(system.aIm())).div(square);
        NDArray gainIm = im.mul(system.aRe()).sub(re.mul(system.aIm())).div(square);
        return of(x, y, gainRe, gainIm, system);
    }

    /**
     * The trapezoidal rule.
     *
     * <pre>{@code
     * Abar = (1 + z/2) / (1 - z/2)        Bbar = dt B / (1 - z/2)        z = dt A
     * }</pre>
     */
    static DiagonalSystem bilinear(Continuous system) {
        NDArray x = times(system.dt().mul(system.aRe()), 0.5);
        NDArray y = times(system.dt().mul(system.aIm()), 0.5);
        NDArray rest = x.neg().add(1); // 1 - x
        NDArray above = x.add(1).square().add(y.square()); // |1 + z/2|^2
        NDArray below = rest.square().add(y.square()); // |1 - z/2|^2
        NDArray modulus = atLeast(above, SMALLEST_SQUARED_MODULUS).div(below);
        NDArray logDecay = times(modulus.log(), 0.5);
        // the argument of (1 + z/2) conj(1 - z/2)
        NDArray phase = times(y, 2).atan2(x.square().add(y.square()).neg().add(1));
        NDArray gainRe = system.dt().mul(rest).div(below);
        NDArray gainIm = system.dt().mul(y).div(below);
        return of(logDecay, phase, gainRe, gainIm, system);
    }

    private static DiagonalSystem of(
            NDArray logDecay, NDArray phase, NDArray gainRe, NDArray gainIm, Continuous system) {
        return new DiagonalSystem(
                logDecay,
                phase,
                gainRe.mul(system.bRe()).sub(gainIm.mul(system.bIm())),
                gainRe.mul(system.bIm()).add(gainIm.mul(system.bRe())));
    }

    /** The systems with the outputs {@code y = 2 Re(C x)}; the parts of C have shape (H, N/2). */
    ConvolvedLayer.Systems readBy(NDArray cRe, NDArray cIm) {
        return new ConvolvedLayer.Systems() {
            @Override
            public NDArray kernel(int length) {
                return DiagonalSystem.this.kernel(cRe, cIm, length);
            }

            @Override
            public NDArray recur(NDArray u, Carry carry) {
                return DiagonalSystem.this.recur(u, cRe, cIm, carry);
            }
        };
    }

    /**
     * The response of the output {@code y = 2 Re(C x)} to an impulse.
     *
     * <pre>{@code
     * K_l = 2 Re sum_n C_n Bbar_n Abar_n^l        l = 0..length-1
     * }</pre>
     *
     * <p>With {@code l = m j + i} the power splits in two, {@code Abar^(m j) Abar^i}, and the sum
     * over modes becomes a matrix product. That takes 2 sqrt(length) exponentials and sines per
     * mode in place of length, and one rounding more.
     *
     * @param cRe real part of C, shape (H, N/2)
     * @param cIm imaginary part of C, shape (H, N/2)
     * @param length number of values
     * @return shape (H, length)
     */
    NDArray kernel(NDArray cRe, NDArray cIm, int length) {
        NDManager manager = logDecay.getManager();
        int width = (int) Math.ceil(Math.sqrt(length)); // m
        int blocks = (length + width - 1) / width;
        long features = logDecay.getShape().get(0);

        NDArray i = manager.arange(0, width, 1, logDecay.getDataType());
        NDArray decay = logDecay.expandDims(2).mul(i).exp(); // (H, N/2, m)
        NDArray angle = phase.expandDims(2).mul(i);
        NDArray within = decay.mul(angle.cos()).concat(decay.mul(angle.sin()), 1); // (H, N, m)

        NDArray mj =
                manager.arange(0, blocks * width, width, logDecay.getDataType())
                        .expandDims(1); // (blocks, 1)
        NDArray starts = times(logDecay.expandDims(1).mul(mj).exp(), 2); // (H, blocks, N/2)
        NDArray turn = phase.expandDims(1).mul(mj);
        NDArray cosine = turn.cos();
        NDArray sine = turn.sin();
        NDArray re = cRe.mul(inputRe).sub(cIm.mul(inputIm)).expandDims(1); // C Bbar
        NDArray im = cRe.mul(inputIm).add(cIm.mul(inputRe)).expandDims(1);
        NDArray blockRe = starts.mul(re.mul(cosine).sub(im.mul(sine)));
        NDArray minusBlockIm = starts.mul(re.mul(sine).add(im.mul(cosine))).neg();

        return blockRe.concat(minusBlockIm, 2) // (H, blocks, N)
                .matMul(within) // (H, blocks, m)
                .reshape(features, (long) blocks * width)
                .get(new NDIndex().addAllDim().addSliceDim(0, length));
    }

    /**
     * The output {@code y = 2 Re(C x)}, step by step as it is written.
     *
     * @param u the input, shape (B, T, H)
     * @param cRe real part of C, shape (H, N/2)
     * @param cIm imaginary part of C, shape (H, N/2)
     * @param carry holds one array (B, 2, H, N/2), the two parts of the state
     * @return shape (B, T, H)
     */
    NDArray recur(NDArray u, NDArray cRe, NDArray cIm, Carry carry) {
        NDArray decay = logDecay.exp();
        NDArray aRe = decay.mul(phase.cos());
        NDArray aIm = decay.mul(phase.sin());
        Shape state = new Shape(u.getShape().get(0), 2).addAll(logDecay.getShape());
        NDList before =
                carry.take()
                        .orElseGet(() -> u.getManager().zeros(state, u.getDataType()))
                        .split(2, 1);
        NDArray re = before.get(0).squeeze(1); // (B, H, N/2)
        NDArray im = before.get(1).squeeze(1);
        NDList outputs = new NDList();
        for (NDArray step : u.split(u.getShape().get(1), 1)) {
            NDArray now = step.transpose(0, 2, 1); // (B, H, 1)
            NDArray oldRe = re;
            re = oldRe.mul(aRe).sub(im.mul(aIm)).add(now.mul(inputRe));
            im = oldRe.mul(aIm).add(im.mul(aRe)).add(now.mul(inputIm));
            outputs.add(times(re.mul(cRe).sub(im.mul(cIm)).sum(LAST), 2)); // (B, H)
        }
        carry.keep(NDArrays.stack(new NDList(re, im), 1));
        return NDArrays.stack(outputs, 1);
    }
}
