// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import java.util.ArrayList;
import java.util.List;

/**
 * The gated recurrent unit with the reset after the product, as {@link RecurrentCell#GRU}. With
 * {@code q = W_hh,n h_(t-1) + b_hh,n} the way back is
 *
 * <pre>{@code
 * d_n = g (1 - z) (1 - n^2)          g the gradient of h_t, from above and from the step after
 * d_z = g (h_(t-1) - n) z (1 - z)
 * d_q = d_n r
 * d_r = d_n q r (1 - r)
 * gradient of h_(t-1) = g z + W_hh^T (d_r, d_z, d_q)
 * }</pre>
 *
 * <p>All factors of g are known before the way back begins, for all steps at once.
 */
final class GruEngineRun extends EngineRun {

    private final NDArray gatesFromState;
    private final NDArray newFromState;
    private final NDArray newBias;
    private NDList gatesFromInput = new NDList();
    private NDList newFromInput = new NDList();

    // of every step
    private final List<NDArray> gates = new ArrayList<>();
    private final List<NDArray> fromState = new ArrayList<>();
    private final List<NDArray> candidates = new ArrayList<>();
    private final List<NDArray> differences = new ArrayList<>();

    GruEngineRun(NDArray x, NDList parameters, int hidden) {
        super(x, parameters, hidden);
        NDArray weight = parameter(1);
        this.gatesFromState = rows(weight, 0, 2L * hidden);
        this.newFromState = rows(weight, 2L * hidden, 3L * hidden);
        this.newBias = rows(parameter(3), 2L * hidden, 3L * hidden);
    }

    @Override
    void begin() {
        long two = 2L * hidden();
        long three = 3L * hidden();
        NDArray weight = parameter(0);
        NDArray bias = parameter(2);
        NDArray gateBias = rows(bias, 0, two).add(rows(parameter(3), 0, two));
        gatesFromInput = steps(affine(input(), rows(weight, 0, two), gateBias));
        newFromInput = steps(affine(input(), rows(weight, two, three), rows(bias, two, three)));
    }

    @Override
    NDArray step(int t, NDArray h) {
        NDArray open; // (B, 2H): r, z
        try (NDArray sum = affine(h, gatesFromState, gatesFromInput.get(t))) {
            open = Activation.sigmoid(sum);
        }
        NDArray q = affine(h, newFromState, newBias);
        NDArray n;
        NDArray after;
        NDArray difference;
        NDList parts = open.split(2, 1);
        try (NDArray reset = parts.get(0);
                NDArray update = parts.get(1);
                NDArray sum = reset.mul(q).addi(newFromInput.get(t))) {
            n = sum.tanh();
            difference = h.sub(n);
            after = update.mul(difference).addi(n);
        }
        gates.add(open);
        fromState.add(q);
        candidates.add(n);
        differences.add(difference);
        return after;
    }

    @Override
    void back(NDList gradients) {
        int size = hidden();
        NDList open = all(gates).split(2, 1);
        NDArray reset = open.get(0);
        NDArray update = open.get(1);
        NDArray factors =
                factors(reset, update); // (T B, 4H), made into d_r, d_z, d_q, d_n in place
        NDList wide = steps(factors.reshape(factors.getShape().get(0), 4, size)); // (B, 4, H)
        NDArray throughState = columns(factors, 0, 3L * size);
        NDList narrow = steps(throughState); // (B, 3H)
        NDList updates = steps(update);
        NDArray back = parameter(1).transpose();
        NDArray total = gradients.get(length() - 1);
        for (int t = length() - 1; t >= 0; t--) {
            try (NDArray now = total;
                    NDArray across = now.expandDims(1)) {
                wide.get(t).muli(across);
                if (t > 0) {
                    try (NDArray passed = now.mul(updates.get(t)).addi(gradients.get(t - 1))) {
                        total = affine(narrow.get(t), back, passed);
                    }
                }
            }
        }
        addGradient(0, withoutStateColumn(factors.transpose().matMul(input()), size));
        addGradient(1, throughState.transpose().matMul(statesBefore()));
        NDArray bias = factors.sum(new int[] {0});
        addGradient(2, withoutStateColumn(bias, size));
        addGradient(3, rows(bias, 0, 3L * size));
    }

    /** What the gradient of a state is multiplied by for d_r, d_z, d_q, d_n: shape (T B, 4H). */
    private NDArray factors(NDArray reset, NDArray update) {
        NDArray n = all(candidates);
        NDArray closed = update.neg().addi(1); // 1 - z
        NDArray ofNew = n.muli(n).negi().addi(1).muli(closed);
        NDArray ofUpdate = all(differences).muli(update).muli(closed);
        NDArray ofState = ofNew.mul(reset);
        NDArray ofReset = reset.neg().addi(1).muli(all(fromState)).muli(ofState);
        NDArray factors = NDArrays.concat(new NDList(ofReset, ofUpdate, ofState, ofNew), 1);
        new NDList(ofReset, ofUpdate, ofState, ofNew, closed).close();
        return factors;
    }

    /** All steps below each other, in place of the single ones. */
    private static NDArray all(List<NDArray> steps) {
        NDArray joined = NDArrays.concat(new NDList(steps));
        steps.forEach(NDArray::close);
        return joined;
    }

    /** The rows that belong to r, z and n; those of q stand between. */
    private static NDArray withoutStateColumn(NDArray rows, int size) {
        return rows(rows, 0, 2L * size).concat(rows(rows, 3L * size, 4L * size), 0);
    }
}
