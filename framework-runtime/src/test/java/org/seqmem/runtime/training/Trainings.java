// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import org.seqmem.api.Use;
import org.seqmem.api.training.OptimizerPlugin;
import org.seqmem.api.training.Schedule;

/** Configurations of small trainings. */
public final class Trainings {

    private static final TrainingConfig.Stop NEVER = new TrainingConfig.Stop(0, 0, 0, 1e6);

    private Trainings() {}

    /** Plain Adam. */
    public static TrainingConfig adam(int steps, int batchSize, Precision precision) {
        return with(
                steps,
                batchSize,
                precision,
                new Use<>(new AdamPlugin(), new AdamConfig(0.05, 0.9, 0.999, 1e-8, 0)),
                NEVER);
    }

    /** Plain Adam with a rule of stopping. */
    public static TrainingConfig stopping(int steps, TrainingConfig.Stop stop) {
        return with(
                steps,
                8,
                Precision.FLOAT64,
                new Use<>(new AdamPlugin(), new AdamConfig(0.05, 0.9, 0.999, 1e-8, 0)),
                stop);
    }

    /** Gradient descent with momentum. */
    public static TrainingConfig descent(int steps, int batchSize, double rate) {
        return with(
                steps,
                batchSize,
                Precision.FLOAT64,
                new Use<>(new SgdPlugin(), new SgdConfig(rate, 0.5, false, 0)),
                NEVER);
    }

    /** With another schedule. */
    public static TrainingConfig scheduled(TrainingConfig config, Schedule schedule) {
        return new TrainingConfig(
                config.steps(),
                config.batchSize(),
                config.precision(),
                config.clipNorm(),
                config.validateEvery(),
                config.loss(),
                config.optimizer(),
                schedule,
                config.stop());
    }

    private static TrainingConfig with(
            int steps,
            int batchSize,
            Precision precision,
            Use<OptimizerPlugin<?>> optimizer,
            TrainingConfig.Stop stop) {
        return new TrainingConfig(
                steps,
                batchSize,
                precision,
                0,
                10,
                new Use<>(new MseLossPlugin(), StepLossConfig.ALL),
                optimizer,
                new ConstantSchedulePlugin().create(new ConstantScheduleConfig(0)),
                stop);
    }
}
