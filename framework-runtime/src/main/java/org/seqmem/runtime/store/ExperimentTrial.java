// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.store;

import java.time.Instant;
import java.util.Optional;
import org.seqmem.runtime.trial.TrialResult;

/**
 * One line of an experiment: a trial at its place, with its result once it has one.
 *
 * @param trialId the trial's id
 * @param row the task's label in this experiment
 * @param column the model's label in this experiment
 * @param seed the trial's seed
 * @param result how the trial ended, without its curves ({@link Store#trial} has them); empty if it
 *     has not ended
 * @param finishedAt when it ended; empty if it has not
 */
public record ExperimentTrial(
        String trialId,
        String row,
        String column,
        long seed,
        Optional<TrialResult> result,
        Optional<Instant> finishedAt) {}
