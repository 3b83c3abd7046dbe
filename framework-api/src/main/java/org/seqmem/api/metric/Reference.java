// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import java.util.Optional;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.Task;

/** A line that needs no training, to stand beside trained errors. Works without an engine. */
@FunctionalInterface
public interface Reference {

    /**
     * The line for a model on a task; empty where nothing is known.
     *
     * @param task the task
     * @param model what is known about the model
     */
    Optional<ReferenceLine> line(Task task, ModelFacts model);
}
