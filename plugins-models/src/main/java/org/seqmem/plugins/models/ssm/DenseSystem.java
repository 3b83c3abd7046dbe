// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import org.seqmem.api.model.Carry;

/**
 * A discrete dense state space for each feature: {@code x_t = Abar x_{t-1} + Bbar u_t, y_t = C
 * x_t}.
 *
 * @param step Abar, shape (H, N, N)
 * @param gain Bbar, shape (H, N, 1)
 * @param readout C, shape (H, 1, N)
 */
record DenseSystem(NDArray step, NDArray gain, NDArray readout) implements ConvolvedLayer.Systems {

    private static final int[] LAST = {-1};

    /** {@code K_l = C Abar^l Bbar}; the columns Abar^l Bbar come by doubling. */
    @Override
    public NDArray kernel(int length) {
        NDArray power = step;
        NDArray columns = gain;
        for (int known = 1; known < length; known *= 2) {
            columns = columns.concat(power.matMul(columns), 2); // (H, N, 2 known)
            if (2 * known < length) {
                power = power.matMul(power);
            }
        }
        return readout.matMul(columns).squeeze(1).get(new NDIndex(":, :{}", length));
    }

    /** As it is written; carries the state, (B, H, N). */
    @Override
    public NDArray recur(NDArray u, Carry carry) {
        long batch = u.getShape().get(0);
        Shape state = new Shape(batch, step.getShape().get(0), step.getShape().get(1));
        NDArray x = carry.take().orElseGet(() -> u.getManager().zeros(state, u.getDataType()));
        NDArray rows = gain.squeeze(2); // (H, N)
        NDArray weights = readout.squeeze(1);
        NDArray turned = step.transpose(0, 2, 1);
        NDList outputs = new NDList();
        for (NDArray now : u.split(u.getShape().get(1), 1)) {
            NDArray moved = x.transpose(1, 0, 2).matMul(turned).transpose(1, 0, 2); // (B, H, N)
            x = moved.add(now.transpose(0, 2, 1).mul(rows));
            outputs.add(x.mul(weights).sum(LAST)); // (B, H)
        }
        carry.keep(x);
        return NDArrays.stack(outputs, 1);
    }
}
