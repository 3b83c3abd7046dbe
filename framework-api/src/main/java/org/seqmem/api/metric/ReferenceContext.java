// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.metric;

import java.util.Optional;
import org.seqmem.api.model.ModelFacts;
import org.seqmem.api.task.StepWeights;
import org.seqmem.api.task.Task;

/**
 * What a reference is asked about.
 *
 * @param task the task
 * @param model what is known about the model
 * @param steps which steps the error counts that the line shall stand beside
 * @param measuredKernel the weights by lag that a trained model of this kind turned out to have,
 *     one input and one output: a start for fits. Mostly empty
 */
public record ReferenceContext(
        Task task, ModelFacts model, StepWeights steps, Optional<double[]> measuredKernel) {

    /** Errors that count every step alike, and nothing trained yet. */
    public ReferenceContext(Task task, ModelFacts model) {
        this(task, model, StepWeights.ALL, Optional.empty());
    }

    /** The same question with a start for fits. */
    public ReferenceContext startingFrom(double[] kernel) {
        return new ReferenceContext(task, model, steps, Optional.of(kernel));
    }
}
