// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

/** A scientific quantity, computed from a trained model on a task. */
@FunctionalInterface
public interface Metric {

    /**
     * Measures. Deterministic: randomness comes from the trained model's streams.
     *
     * @param trained the model with its task and test data
     */
    Measurement measure(TrainedModel trained);
}
