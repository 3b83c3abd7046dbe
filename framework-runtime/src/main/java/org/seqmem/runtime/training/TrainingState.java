// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import org.seqmem.api.training.Schedule;

/**
 * Where a training is, apart from arrays. With the model's parameters and {@link
 * org.seqmem.api.training.Optimizer#state()} it is all that a training needs to go on: data,
 * learning rate and the rules of stopping are functions of it.
 */
final class TrainingState {

    private final List<Validation> validations = new ArrayList<>();
    private OptionalDouble loss = OptionalDouble.empty();
    private long step;

    /** Updates done. */
    long step() {
        return step;
    }

    /** All validations, oldest first. */
    List<Validation> validations() {
        return Collections.unmodifiableList(validations);
    }

    void advance() {
        step++;
    }

    /** The last training loss that was read. */
    OptionalDouble loss() {
        return loss;
    }

    void read(double trainingLoss) {
        loss = OptionalDouble.of(trainingLoss);
    }

    void restore(TrainingSnapshot snapshot) {
        step = snapshot.step();
        loss = snapshot.loss();
        validations.clear();
        validations.addAll(snapshot.validations());
    }

    void add(Validation validation) {
        validations.add(validation);
    }

    /** The validation losses, as schedules read them. */
    Schedule.LossHistory losses() {
        return new Schedule.LossHistory() {
            @Override
            public int size() {
                return validations.size();
            }

            @Override
            public double get(int index) {
                return validations.get(index).loss();
            }
        };
    }
}
