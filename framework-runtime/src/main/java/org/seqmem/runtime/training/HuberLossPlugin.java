// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import ai.djl.ndarray.NDArray;
import org.seqmem.api.task.SequenceShape;
import org.seqmem.api.training.Loss;
import org.seqmem.api.training.LossPlugin;

/**
 * The mean over sequences, time steps and outputs, the steps weighted if asked for, of
 *
 * <pre>{@code
 * e^2 / 2                    for |e| <= delta
 * delta (|e| - delta / 2)    beyond
 * }</pre>
 *
 * <p><b>Source:</b> Huber, "Robust estimation of a location parameter" (1964).
 */
public final class HuberLossPlugin implements LossPlugin<HuberLossConfig> {

    /** For the ServiceLoader. */
    public HuberLossPlugin() {}

    @Override
    public String name() {
        return "huber";
    }

    @Override
    public Class<HuberLossConfig> configType() {
        return HuberLossConfig.class;
    }

    @Override
    public String summary() {
        return "squared error of small errors, absolute error of large ones";
    }

    @Override
    public Loss create(HuberLossConfig config, SequenceShape shape) {
        return new StepLoss(
                config.steps().weights(shape.length(), config.timePower()),
                shape.length(),
                error -> penalty(error, config.delta()));
    }

    /** With q = min(|e|, delta): q^2 / 2 + delta (|e| - q). */
    private static NDArray penalty(NDArray error, double delta) {
        NDArray size = error.abs();
        NDArray inner = size.minimum(delta);
        return inner.mul(inner).mul(0.5).add(size.sub(inner).mul(delta));
    }
}
