// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.Use;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.training.LossPlugin;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.Schedule;

/**
 * How a model is trained. Defaults stand in {@code reference.conf} under {@code
 * seqmem.experiment.training}.
 *
 * @param steps updates in all, unless stopped earlier
 * @param batchSize sequences per update
 * @param precision of parameters and arithmetic
 * @param clipNorm largest global norm of the gradient; 0 leaves it as it is
 * @param validateEvery updates between validations; 0 validates at the end only
 * @param loss what is minimised
 * @param optimizer how parameters are updated
 * @param schedule the learning rate over time
 * @param stop when to stop before {@code steps}
 */
public record TrainingConfig(
        @AtLeast(1) int steps,
        @AtLeast(1) int batchSize,
        Precision precision,
        @AtLeast(0) double clipNorm,
        @AtLeast(0) int validateEvery,
        Use<LossPlugin<?>> loss,
        Use<OptimizerPlugin<?>> optimizer,
        Schedule schedule,
        Stop stop) {

    /**
     * When to stop early.
     *
     * @param targetNmse stop once the validation NMSE is at or below this; 0 never
     * @param patience validations without progress after which to stop; 0 never
     * @param minImprovement the relative decrease of the best validation NMSE that counts as
     *     progress
     * @param divergedAbove a validation NMSE, or a training loss over target power, above this is
     *     divergence
     */
    public record Stop(
            @AtLeast(0) double targetNmse,
            @AtLeast(0) int patience,
            @AtLeast(0) double minImprovement,
            @GreaterThan(1) double divergedAbove) {}
}
