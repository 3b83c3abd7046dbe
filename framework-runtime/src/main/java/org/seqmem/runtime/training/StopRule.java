// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** When a training ends before its last step: a pure function of its validations. */
final class StopRule {

    private final TrainingConfig.Stop config;

    StopRule(TrainingConfig.Stop config) {
        this.config = config;
    }

    /** Why to stop, if so. */
    Optional<Verdict> afterValidation(List<Validation> validations) {
        Validation last = validations.get(validations.size() - 1);
        if (!(last.nmse() <= config.divergedAbove()) || !Double.isFinite(last.loss())) {
            return verdict(
                    TrainingEnd.Reason.DIVERGED,
                    "the validation NMSE was %s at step %d (the bound is %s)",
                    number(last.nmse()),
                    last.step(),
                    number(config.divergedAbove()));
        }
        if (config.targetNmse() > 0 && last.nmse() <= config.targetNmse()) {
            return verdict(
                    TrainingEnd.Reason.TARGET_REACHED,
                    "stopped at step %d: the validation NMSE reached %s (the target is %s)",
                    last.step(),
                    number(last.nmse()),
                    number(config.targetNmse()));
        }
        int idle = validationsWithoutProgress(validations);
        if (config.patience() > 0 && idle >= config.patience()) {
            return verdict(
                    TrainingEnd.Reason.NO_PROGRESS,
                    "stopped at step %d: no progress in the last %d validations",
                    last.step(),
                    idle);
        }
        return Optional.empty();
    }

    /**
     * Whether a training loss is divergence.
     *
     * @param loss of one batch
     * @param targetPower the mean power of the targets
     */
    Optional<Verdict> afterLoss(long step, double loss, double targetPower) {
        if (loss <= config.divergedAbove() * targetPower) {
            return Optional.empty();
        }
        return verdict(
                TrainingEnd.Reason.DIVERGED,
                "the training loss was %s at step %d (the bound is %s, %s times the target power)",
                number(loss),
                step,
                number(config.divergedAbove() * targetPower),
                number(config.divergedAbove()));
    }

    private int validationsWithoutProgress(List<Validation> validations) {
        double best = Double.POSITIVE_INFINITY;
        int idle = 0;
        for (Validation validation : validations) {
            if (validation.nmse() < best * (1 - config.minImprovement())) {
                best = validation.nmse();
                idle = 0;
            } else {
                idle++;
            }
        }
        return idle;
    }

    private static Optional<Verdict> verdict(
            TrainingEnd.Reason reason, String format, Object... arguments) {
        return Optional.of(new Verdict(reason, String.format(Locale.ROOT, format, arguments)));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3g", value);
    }

    /**
     * An early end.
     *
     * @param message why, in a sentence
     */
    record Verdict(TrainingEnd.Reason reason, String message) {}
}
