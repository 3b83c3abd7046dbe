// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Optional;
import java.util.function.IntBinaryOperator;
import org.seqmem.api.model.Carry;

/**
 * A linear recurrence with a complex diagonal state matrix that inputs enter and leave by matrices.
 *
 * <pre>{@code
 * h_t = lambda h_{t-1} + B x_t        y_t = Re(C h_t)        lambda = exp(logDecay + i phase)
 * }</pre>
 *
 * <p>Real and imaginary parts are arrays of their own: complex numbers of double precision have no
 * data type in DJL. P is the number of complex modes, H that of inputs, O that of outputs.
 *
 * @param logDecay logarithm of the modulus of the eigenvalues, shape (P)
 * @param phase argument of the eigenvalues, shape (P)
 * @param inputRe real part of B, shape (P, H)
 * @param inputIm imaginary part of B, shape (P, H)
 * @param outputRe real part of C, shape (O, P)
 * @param outputIm imaginary part of C, shape (O, P)
 */
public record DiagonalRecurrence(
        NDArray logDecay,
        NDArray phase,
        NDArray inputRe,
        NDArray inputIm,
        NDArray outputRe,
        NDArray outputIm) {

    /**
     * Runs all steps of a piece at once. Exactly causal: what lies in the future meets zeros.
     *
     * <p>The piece is cut into some sqrt(T) chunks. Each mode convolves the chunks by a matrix of
     * the powers of its eigenvalue, a second such matrix carries the states from chunk to chunk:
     * all of it products of matrices, 8 sqrt(T) operations for a mode and step and three passes
     * over the states, where a scan takes log2(T) passes. A single step is taken as it is written.
     *
     * @param x shape (B, T, H)
     * @param carry holds one array (B, 2, P), the two parts of the state
     * @return shape (B, T, O)
     */
    public NDArray run(NDArray x, Carry carry) {
        Optional<NDArray> before = carry.take();
        if (x.getShape().get(1) == 1) {
            return step(x, before, carry);
        }
        Chunks chunks = Chunks.of(x.getShape());
        NDArray states = states(x, chunks, before);
        if (carry.keeps()) {
            carry.keep(last(states, chunks));
        }
        return outputs(states, chunks);
    }

    /** The recurrence as it is written, for one step. */
    private NDArray step(NDArray x, Optional<NDArray> before, Carry carry) {
        NDArray now = x.squeeze(1); // (B, H)
        NDArray re = now.matMul(inputRe.transpose()); // (B, P)
        NDArray im = now.matMul(inputIm.transpose());
        if (before.isPresent()) {
            NDArray decay = logDecay.exp();
            NDArray lambdaRe = decay.mul(phase.cos());
            NDArray lambdaIm = decay.mul(phase.sin());
            NDList parts = before.get().split(2, 1);
            NDArray oldRe = parts.get(0).squeeze(1);
            NDArray oldIm = parts.get(1).squeeze(1);
            re = oldRe.mul(lambdaRe).sub(oldIm.mul(lambdaIm)).add(re);
            im = oldRe.mul(lambdaIm).add(oldIm.mul(lambdaRe)).add(im);
        }
        carry.keep(NDArrays.stack(new NDList(re, im), 1));
        return re.matMul(outputRe.transpose()).sub(im.matMul(outputIm.transpose())).expandDims(1);
    }

    /**
     * How a sequence is cut: {@code count} chunks of {@code size} steps, the last one filled up.
     */
    private record Chunks(long batch, long length, long size, long count) {

        /** A size near the root of the length: the two kinds of matrices then cost alike. */
        static Chunks of(Shape shape) {
            long length = shape.get(1);
            long size = 1;
            while (size * size < length) {
                size *= 2;
            }
            return new Chunks(shape.get(0), length, size, (length + size - 1) / size);
        }

        long padded() {
            return size * count;
        }
    }

    /**
     * All states.
     *
     * @return shape (P, 2 size, count B): the parts and steps of a chunk below each other, chunks
     *     and sequences beside each other
     */
    private NDArray states(NDArray x, Chunks chunks, Optional<NDArray> before) {
        int size = Math.toIntExact(chunks.size());
        int count = Math.toIntExact(chunks.count());
        long modes = inputRe.getShape().get(0);
        long inputs = inputRe.getShape().get(1);
        NDArray columns =
                Padding.toLength(x, chunks.padded())
                        .reshape(chunks.batch(), count, size, inputs)
                        .transpose(2, 1, 0, 3)
                        .reshape(-1, inputs); // (size count B, H)
        NDArray entering =
                NDArrays.stack(new NDList(inputRe, inputIm), 1) // (P, 2, H)
                        .reshape(2 * modes, inputs)
                        .matMul(columns.transpose())
                        .reshape(modes, 2L * size, -1); // (P, 2 size, count B)
        NDArray states = powers(size, size, (to, from) -> to - from).matMul(entering);
        if (count == 1 && before.isEmpty()) {
            return states;
        }
        // what each chunk alone leaves at its end, then what the earlier ones leave together
        NDArray left =
                powers(1, size, (to, from) -> size - 1 - from)
                        .matMul(entering)
                        .reshape(modes, 2L * count, chunks.batch());
        NDArray carried = powers(count, count, (to, from) -> (to - 1 - from) * size).matMul(left);
        if (before.isPresent()) {
            carried =
                    carried.add(
                            powers(count, 1, (to, from) -> to * size)
                                    .matMul(before.get().transpose(2, 1, 0)));
        }
        NDArray reached =
                powers(size, 1, (to, from) -> to + 1)
                        .matMul(carried.reshape(modes, 2, count * chunks.batch()));
        return states.addi(reached);
    }

    /** The state after the last step, shape (B, 2, P). */
    private static NDArray last(NDArray states, Chunks chunks) {
        long step = (chunks.length() - 1) % chunks.size();
        long chunk = (chunks.length() - 1) / chunks.size();
        return states.reshape(-1, 2, chunks.size(), chunks.count(), chunks.batch())
                .get(new NDIndex(":, :, {}, {}", step, chunk))
                .transpose(2, 1, 0);
    }

    private NDArray outputs(NDArray states, Chunks chunks) {
        long modes = outputRe.getShape().get(1);
        long outputs = outputRe.getShape().get(0);
        NDArray readout =
                NDArrays.stack(new NDList(outputRe, outputIm.neg()), 2) // (O, P, 2)
                        .reshape(outputs, 2 * modes);
        NDArray y =
                states.reshape(2 * modes, -1)
                        .transpose()
                        .matMul(readout.transpose()) // (size count B, O)
                        .reshape(chunks.size(), chunks.count(), chunks.batch(), outputs)
                        .transpose(2, 1, 0, 3)
                        .reshape(chunks.batch(), chunks.padded(), outputs);
        return chunks.padded() == chunks.length()
                ? y
                : y.get(new NDIndex(":, :{}", chunks.length()));
    }

    /**
     * For each mode a matrix of powers of its eigenvalue, as real matrices of twice the size.
     *
     * @param exponent by row and column; a negative one stands for the number 0
     * @return shape (P, 2 rows, 2 columns)
     */
    private NDArray powers(int rows, int columns, IntBinaryOperator exponent) {
        double[] exponents = new double[rows * columns];
        double[] present = new double[exponents.length];
        for (int i = 0; i < exponents.length; i++) {
            int power = exponent.applyAsInt(i / columns, i % columns);
            exponents[i] = Math.max(0, power);
            present[i] = power < 0 ? 0 : 1;
        }
        NDManager manager = logDecay.getManager();
        Shape shape = new Shape(rows, columns);
        NDArray times = manager.create(exponents, shape).toType(logDecay.getDataType(), false);
        NDArray mask = manager.create(present, shape).toType(logDecay.getDataType(), false);
        NDArray modulus = logDecay.reshape(-1, 1, 1).mul(times).exp().mul(mask);
        NDArray angle = phase.reshape(-1, 1, 1).mul(times);
        NDArray re = modulus.mul(angle.cos());
        NDArray im = modulus.mul(angle.sin());
        return re.concat(im.neg(), 2).concat(im.concat(re, 2), 1);
    }
}
