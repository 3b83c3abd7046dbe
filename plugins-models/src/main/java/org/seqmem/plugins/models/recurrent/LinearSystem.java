// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static org.seqmem.plugins.models.layers.Scalars.times;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import java.util.function.UnaryOperator;

/**
 * A linear recurrence, {@code h_t = A h_(t-1) + U x_t, y_t = C h_t}, by the form of A. States are
 * rows of H numbers, so everything is transposed: U is given as (d_in, H), C as (H, d_out).
 */
sealed interface LinearSystem {

    /**
     * The recurrence over a number of steps.
     *
     * @param steps L, a power of two
     */
    Unrolled unroll(int steps);

    /**
     * What L steps do.
     *
     * @param responses what an input adds to the state 0 to L - 1 steps later, below each other: (L
     *     d_in, H)
     * @param readout from a state to its output: (H, d_out)
     * @param readouts what a state adds to the outputs 1 to L steps later, beside each other: (H, L
     *     d_out)
     * @param advance what becomes of a state, (..., H), after L steps without input
     */
    record Unrolled(
            NDArray responses, NDArray readout, NDArray readouts, UnaryOperator<NDArray> advance) {}

    /**
     * With a full matrix, whose powers come by doubling.
     *
     * @param w A transposed, (H, H)
     */
    record Dense(NDArray w, NDArray u, NDArray c) implements LinearSystem {
        @Override
        public Unrolled unroll(int steps) {
            NDArray power = w;
            NDArray responses = u; // U, U A, U A^2, ... below each other
            NDArray readouts = power.matMul(c); // A C, A^2 C, ... beside each other
            for (int done = 1; done < steps; done *= 2) {
                responses = responses.concat(responses.matMul(power), 0); // (2 steps d_in, H)
                readouts = readouts.concat(power.matMul(readouts), 1); // (H, 2 steps d_out)
                power = power.matMul(power);
            }
            NDArray last = power;
            return new Unrolled(responses, c, readouts, state -> state.matMul(last));
        }
    }

    /**
     * With modes that decay, {@code A = exp(-rate)}, each a coordinate of the state.
     *
     * @param rate (H)
     */
    record RealModes(NDArray rate, NDArray u, NDArray c) implements LinearSystem {
        @Override
        public Unrolled unroll(int steps) {
            NDArray powers = exponents(steps, rate).neg().exp(); // (L + 1, H)
            long hidden = rate.size();
            NDArray responses = before(powers, steps).expandDims(1).mul(u).reshape(-1, hidden);
            NDArray readouts =
                    after(powers).transpose().expandDims(2).mul(c.expandDims(1)); // (H, L, d_out)
            NDArray last = powers.get(steps);
            return new Unrolled(
                    responses, c, readouts.reshape(hidden, -1), state -> state.mul(last));
        }
    }

    /**
     * With damped oscillations, {@code A = exp(-rate + i angle)} and {@code y = 2 Re(C h)}: the
     * first half of a state, and of U and C, is the real parts, the second the imaginary ones.
     *
     * @param rate (H/2)
     * @param angle (H/2)
     */
    record ComplexModes(NDArray rate, NDArray angle, NDArray u, NDArray c) implements LinearSystem {
        @Override
        public Unrolled unroll(int steps) {
            NDArray decay = exponents(steps, rate).neg().exp();
            NDArray turn = exponents(steps, angle);
            NDArray cos = decay.mul(turn.cos()); // (L + 1, H/2)
            NDArray sin = decay.mul(turn.sin());
            long hidden = 2 * rate.size();

            NDList in = u.split(2, 1);
            NDArray startCos = before(cos, steps).expandDims(1);
            NDArray startSin = before(sin, steps).expandDims(1);
            NDArray re = startCos.mul(in.get(0)).sub(startSin.mul(in.get(1))); // (L, d_in, H/2)
            NDArray im = startSin.mul(in.get(0)).add(startCos.mul(in.get(1)));
            NDArray responses = re.concat(im, 2).reshape(-1, hidden);

            NDArray outRe = times(c.split(2, 0).get(0), 2); // (H/2, d_out)
            NDArray outIm = times(c.split(2, 0).get(1), 2);
            NDArray endCos = after(cos).transpose().expandDims(2); // (H/2, L, 1)
            NDArray endSin = after(sin).transpose().expandDims(2);
            NDArray fromRe = endCos.mul(outRe.expandDims(1)).sub(endSin.mul(outIm.expandDims(1)));
            NDArray fromIm = endSin.mul(outRe.expandDims(1)).add(endCos.mul(outIm.expandDims(1)));
            NDArray readouts = fromRe.concat(fromIm.neg(), 0).reshape(hidden, -1);

            NDArray lastCos = cos.get(steps);
            NDArray lastSin = sin.get(steps);
            return new Unrolled(
                    responses,
                    outRe.concat(outIm.neg(), 0),
                    readouts,
                    state -> rotated(state, lastCos, lastSin));
        }

        private static NDArray rotated(NDArray state, NDArray cos, NDArray sin) {
            int axis = state.getShape().dimension() - 1;
            NDList parts = state.split(2, axis);
            NDArray re = parts.get(0).mul(cos).sub(parts.get(1).mul(sin));
            NDArray im = parts.get(0).mul(sin).add(parts.get(1).mul(cos));
            return re.concat(im, axis);
        }
    }

    /** The multiples 0 to L of a vector, below each other. */
    private static NDArray exponents(int steps, NDArray vector) {
        return vector.getManager()
                .arange(0, steps + 1, 1, vector.getDataType())
                .expandDims(1)
                .mul(vector);
    }

    private static NDArray before(NDArray powers, int steps) {
        return powers.get(new NDIndex(":{}", steps));
    }

    private static NDArray after(NDArray powers) {
        return powers.get(new NDIndex("1:"));
    }
}
