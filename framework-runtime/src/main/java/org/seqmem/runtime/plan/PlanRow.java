// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A trial as a line of a table.
 *
 * @param id the trial's id
 * @param task the task, in a few words
 * @param model the model, in a few words
 * @param training what is particular about the training, in a few words; empty if nothing is
 * @param seed the seed
 * @param parameters trainable numbers of the model
 * @param stateSize real numbers carried from step to step; empty if they grow with the sequence
 * @param receptiveField how many of the last inputs an output can depend on; empty if all
 * @param flops floating-point operations of the whole training, forward and backward passes
 * @param seconds how long it is estimated to take on one core
 */
public record PlanRow(
        String id,
        String task,
        String model,
        String training,
        long seed,
        long parameters,
        OptionalLong stateSize,
        OptionalInt receptiveField,
        double flops,
        double seconds) {}
