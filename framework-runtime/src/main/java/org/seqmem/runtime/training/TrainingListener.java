// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.OptionalDouble;
import org.seqmem.api.launch.WorkTimes;

/** Told how a training goes. */
@FunctionalInterface
public interface TrainingListener {

    /** The training has come to a point: its loss has been read, which is not so at every step. */
    void reached(Point point);

    /**
     * Something has been done. Called at every step: must cost nothing.
     *
     * @param part what
     * @param nanos how long it took, in nanoseconds
     */
    default void spent(WorkTimes.Part part, long nanos) {}

    /**
     * A point of the learning curve.
     *
     * @param step updates done
     * @param loss the training loss of the last of them
     * @param validationNmse the validation error, if this is the step of a validation
     * @param rate the learning rate of the last update
     */
    record Point(long step, double loss, OptionalDouble validationNmse, double rate) {}
}
