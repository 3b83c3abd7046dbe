// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.OptionalDouble;

/** Told how a training goes, whenever its loss has been read: not at every step. */
@FunctionalInterface
public interface TrainingListener {

    /** The training has come to a point. */
    void reached(Point point);

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
