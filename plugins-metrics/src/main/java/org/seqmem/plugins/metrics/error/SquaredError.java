// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.metric.Evaluation;

/**
 * Sums over a split, from a time step on.
 *
 * @param error sum of (prediction - target)^2
 * @param power sum of target^2, mean included
 * @param values how many targets were summed
 */
record SquaredError(double error, double power, long values) {

    /**
     * Sums over the sequences and outputs of a split.
     *
     * @param firstStep the first time step that counts, from 0
     */
    static SquaredError of(Evaluation split, int firstStep) {
        int row = split.shape().length() * split.shape().outputSize();
        int skipped = firstStep * split.shape().outputSize();
        double error = 0;
        double power = 0;
        for (int sequence = 0; sequence < split.count(); sequence++) {
            for (int i = sequence * row + skipped; i < (sequence + 1) * row; i++) {
                double difference = split.predictions()[i] - split.targets()[i];
                error += difference * difference;
                power += split.targets()[i] * split.targets()[i];
            }
        }
        return new SquaredError(error, power, (long) split.count() * (row - skipped));
    }

    double mean() {
        return error / values;
    }

    double normalised() {
        return error / power;
    }
}
