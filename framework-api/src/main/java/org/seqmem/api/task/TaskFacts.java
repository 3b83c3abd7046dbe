// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.task;

import java.util.Optional;
import java.util.OptionalDouble;
import org.seqmem.api.input.InputProcess;

/**
 * What is exactly known about a task.
 *
 * @param targetPower the mean of y^2 over steps and outputs, mean included; empty if unknown
 * @param kernel the linear functional that makes the targets; empty if they are not linear
 * @param input the law of the inputs; empty if it is none of {@link InputProcess}
 */
public record TaskFacts(
        OptionalDouble targetPower, Optional<LinearKernel> kernel, Optional<InputProcess> input) {

    /** Nothing is known. */
    public static TaskFacts unknown() {
        return new TaskFacts(OptionalDouble.empty(), Optional.empty(), Optional.empty());
    }
}
