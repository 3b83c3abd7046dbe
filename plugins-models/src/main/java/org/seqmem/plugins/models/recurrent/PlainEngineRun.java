// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/**
 * A plain recurrence, {@code h_t = f(W_ih x_t + W_hh h_(t-1) + b)}.
 *
 * <pre>{@code
 * d_t = f'(.) (g_t + W_hh^T d_(t+1))        g_t the gradient of h_t from above
 * dW_hh = sum d_t h_(t-1)^T,   dW_ih = sum d_t x_t^T,   db = sum d_t
 * }</pre>
 */
final class PlainEngineRun extends EngineRun {

    private final PlainActivation activation;
    private final NDArray weight;
    private NDList inputs = new NDList();

    PlainEngineRun(PlainActivation activation, NDArray x, NDList parameters, int hidden) {
        super(x, parameters, hidden);
        this.activation = activation;
        this.weight = parameter(1);
    }

    @Override
    void begin() {
        inputs = steps(affine(input(), parameter(0), parameter(2).add(parameter(3))));
    }

    @Override
    NDArray step(int t, NDArray h) {
        try (NDArray sum = affine(h, weight, inputs.get(t))) {
            return activation.of(sum);
        }
    }

    @Override
    void back(NDList gradients) {
        NDArray deltas = activation.slopes(statesAfter()); // (T B, H), made into d in place
        NDList delta = steps(deltas);
        NDArray back = weight.transpose();
        int t = length() - 1;
        delta.get(t).muli(gradients.get(t));
        for (t--; t >= 0; t--) {
            try (NDArray total = affine(delta.get(t + 1), back, gradients.get(t))) {
                delta.get(t).muli(total);
            }
        }
        NDArray transposed = deltas.transpose();
        addGradient(0, transposed.matMul(input()));
        addGradient(1, transposed.matMul(statesBefore()));
        NDArray bias = deltas.sum(new int[] {0});
        addGradient(2, bias);
        addGradient(3, bias);
    }
}
