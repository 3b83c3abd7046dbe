// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import org.seqmem.api.ProductOf;

/**
 * The learning rate over the course of a training: a pure function of where the training is, so
 * that it needs no state of its own and a resumed training continues exactly. Immutable.
 */
@ProductOf(SchedulePlugin.class)
public interface Schedule {

    /**
     * The learning rate of one update.
     *
     * @param base the learning rate of the optimiser's configuration
     * @param position where the training is
     */
    double rate(double base, Position position);

    /**
     * Where a training is.
     *
     * @param step updates done so far: 0 before the first
     * @param steps updates planned in all, at least 1
     * @param validationLosses the losses of all validations so far, oldest first; read only
     */
    record Position(long step, long steps, LossHistory validationLosses) {}

    /** Losses in the order in which they were measured. */
    interface LossHistory {

        /** How many. */
        int size();

        /** One of them, oldest first. */
        double get(int index);
    }
}
