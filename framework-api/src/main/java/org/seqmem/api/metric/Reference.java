// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import java.util.Optional;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;

/** A line that needs no training, to stand beside trained errors. Works without an engine. */
@FunctionalInterface
public interface Reference {

    /** The line for a model on a task, beside a kind of error; empty where nothing is known. */
    Optional<ReferenceLine> line(ReferenceContext context);

    /** The line beside the error that counts every step alike. */
    default Optional<ReferenceLine> line(Task task, ModelFacts model) {
        return line(new ReferenceContext(task, model));
    }
}
