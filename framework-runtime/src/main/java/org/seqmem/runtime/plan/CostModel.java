// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.plan;

import java.util.DoubleSummaryStatistics;
import java.util.OptionalDouble;
import org.seqmem.runtime.training.Precision;
import org.seqmem.runtime.training.TrainingConfig;

/**
 * Estimates how long trials take on one core of a CPU, without the engine.
 *
 * <pre>{@code
 * seconds = steps * (3 F B T / R + S)
 * }</pre>
 *
 * <p>F is the model's FLOPs per sequence and time step (a backward pass costs two forward passes,
 * hence the 3), B the batch size, T the length, R {@link #FLOPS_PER_SECOND} and S {@link
 * #SECONDS_PER_STEP}. It is an estimate of the order: a model that loops over time in Java costs
 * several times as much, a training that stops early less. Where the same kind of trial has been
 * measured, the measurement counts instead.
 */
public final class CostModel {

    /**
     * R: matrix products alone run at about 150 GFLOP/s on one core in single precision; whole
     * training steps of well laid out models reached 30 to 36 % of that, the rest being
     * element-wise passes and memory. A third.
     */
    public static final double FLOPS_PER_SECOND = 50e9;

    /**
     * S: what a step costs however small the model is. About 500 calls into the engine at 2 us, for
     * forward and backward pass and update; a step of an LSTM with batch 16, length 32 and width 16
     * was measured at 1 ms.
     */
    public static final double SECONDS_PER_STEP = 1e-3;

    /** A vector register holds half as many doubles as floats. */
    private static final double DOUBLE_PRECISION_FACTOR = 2;

    /** A forward pass, and a backward pass at twice its cost. */
    private static final double PASSES = 3;

    private final Measured measured;

    /** What stored trials took. */
    @FunctionalInterface
    public interface Measured {

        /**
         * The seconds that a trial will take, judged by stored trials of the same model and task;
         * empty if there are none.
         */
        OptionalDouble seconds(PlannedTrial trial);
    }

    /** Estimates by arithmetic alone. */
    public CostModel() {
        this(trial -> OptionalDouble.empty());
    }

    /** Estimates by measurement where there is one. */
    public CostModel(Measured measured) {
        this.measured = measured;
    }

    /** The estimate for one trial, in seconds. */
    public double seconds(PlannedTrial trial) {
        OptionalDouble known = measured.seconds(trial);
        return known.isPresent() ? known.getAsDouble() : estimate(trial);
    }

    /** The estimate for all trials of a plan one after the other, in seconds. */
    public double seconds(Plan plan) {
        return plan.trials().stream().mapToDouble(this::seconds).sum();
    }

    /** Floating-point operations of the whole training of a trial, forward and backward passes. */
    public static double flops(PlannedTrial trial) {
        return PASSES * trial.facts().flopsPerStep() * trainedSteps(trial);
    }

    /**
     * Time steps of sequences that one of some workers trains on at most: its share, if the largest
     * trial is begun when all others have been shared out evenly.
     *
     * <p><b>Source:</b> Graham, "Bounds for certain multiprocessing anomalies" (1966) [recalled].
     *
     * @param workers each takes the next trial of the plan when it has ended one
     */
    public static long trainedSteps(Plan plan, int workers) {
        DoubleSummaryStatistics steps =
                plan.trials().stream().mapToDouble(CostModel::trainedSteps).summaryStatistics();
        double largest = Math.max(0, steps.getMax());
        return (long) ((steps.getSum() - largest) / workers + largest);
    }

    private static double trainedSteps(PlannedTrial trial) {
        TrainingConfig training = trial.training().value();
        return (double) training.steps() * training.batchSize() * trial.shape().length();
    }

    private static double estimate(PlannedTrial trial) {
        TrainingConfig training = trial.training().value();
        double factor = training.precision() == Precision.FLOAT64 ? DOUBLE_PRECISION_FACTOR : 1;
        return factor * flops(trial) / FLOPS_PER_SECOND + training.steps() * SECONDS_PER_STEP;
    }
}
