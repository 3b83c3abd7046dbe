// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.seqmem.runtime.trial.Outcome;

/**
 * A trial of a plan as a comparison sees it.
 *
 * @param task label of the task, for instance {@code impulse delay=8}
 * @param taskJson the task as bound, as JSON text: tells which parameter varies between tasks
 * @param model label of the model, for instance {@code lstm hidden-size=64}
 * @param receptiveField how many inputs an output depends on; empty if all
 * @param outcome how it ended; empty if it has not run
 * @param nmse its error; empty unless it completed and was measured so
 * @param floor the highest floor that binds it, if any
 */
public record ReportedTrial(
        String task,
        String taskJson,
        String model,
        OptionalInt receptiveField,
        Optional<Outcome> outcome,
        OptionalDouble nmse,
        OptionalDouble floor) {}
