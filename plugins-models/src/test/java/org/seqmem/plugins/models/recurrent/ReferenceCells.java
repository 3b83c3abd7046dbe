// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import static ai.djl.nn.Activation.sigmoid;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** The recurrences of {@link RecurrentCell} as their formulas stand there: a loop over time. */
final class ReferenceCells {

    private ReferenceCells() {}

    /** The same as {@link RecurrentCell#run}. */
    static NDList run(RecurrentCell cell, NDArray x, NDList start, NDList weights) {
        NDArray h = start.get(0).squeeze(0); // (B, H)
        NDArray c = cell == RecurrentCell.LSTM ? start.get(1).squeeze(0) : h;
        NDList outputs = new NDList();
        for (long t = 0; t < x.getShape().get(0); t++) {
            NDArray fromInput = affine(x.get(t), weights.get(0), weights.get(2)); // (B, G H)
            NDArray fromState = affine(h, weights.get(1), weights.get(3));
            switch (cell) {
                case TANH -> h = fromInput.add(fromState).tanh();
                case LSTM -> {
                    NDList gates = fromInput.add(fromState).split(4, 1);
                    NDArray kept = sigmoid(gates.get(1)).mul(c);
                    c = kept.add(sigmoid(gates.get(0)).mul(gates.get(2).tanh()));
                    h = sigmoid(gates.get(3)).mul(c.tanh());
                }
                case GRU -> {
                    NDList a = fromInput.split(3, 1);
                    NDList r = fromState.split(3, 1);
                    NDArray reset = sigmoid(a.get(0).add(r.get(0)));
                    NDArray z = sigmoid(a.get(1).add(r.get(1)));
                    NDArray n = a.get(2).add(reset.mul(r.get(2))).tanh();
                    h = z.neg().add(1).mul(n).add(z.mul(h));
                }
            }
            outputs.add(h);
        }
        NDList result = new NDList(NDArrays.stack(outputs), h.expandDims(0));
        if (cell == RecurrentCell.LSTM) {
            result.add(c.expandDims(0));
        }
        return result;
    }

    private static NDArray affine(NDArray x, NDArray weight, NDArray bias) {
        return x.matMul(weight.transpose()).add(bias);
    }
}
