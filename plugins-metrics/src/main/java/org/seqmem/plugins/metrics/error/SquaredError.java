// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.task.StepWeights;

/**
 * Sums over a split, the steps weighted.
 *
 * <p><b>Formula:</b> with w_t the weights, which average 1, and sums over steps and outputs
 *
 * <pre>{@code
 * a_i = sum w_t (prediction - target)^2,  b_i = sum w_t target^2      of sequence i = 1..n
 * NMSE = R = sum_i a_i / sum_i b_i
 * standard error = sqrt( n / (n - 1) sum_i (a_i - R b_i)^2 ) / sum_i b_i
 * }</pre>
 *
 * <p>the last to first order in 1/n, since sequences are independent (the ratio estimator of
 * sampling theory; Cochran, "Sampling Techniques", 1977, section 6.3).
 *
 * @param error sum over i of a_i
 * @param power sum over i of b_i, mean included
 * @param values how many targets there are
 * @param standardError of the NMSE; not a number for a single sequence
 */
public record SquaredError(double error, double power, long values, double standardError) {

    /** Sums over the sequences, steps and outputs of a split. */
    public static SquaredError of(Evaluation split, StepWeights steps) {
        int outputs = split.shape().outputSize();
        double[] weights = steps.values(split.shape().length());
        double[] errors = new double[split.count()];
        double[] powers = new double[split.count()];
        double error = 0;
        double power = 0;
        int i = 0;
        for (int sequence = 0; sequence < split.count(); sequence++) {
            for (double weight : weights) {
                for (int output = 0; output < outputs; output++) {
                    double target = split.targets()[i];
                    double difference = split.predictions()[i] - target;
                    errors[sequence] += weight * difference * difference;
                    powers[sequence] += weight * target * target;
                    i++;
                }
            }
            error += errors[sequence];
            power += powers[sequence];
        }
        return new SquaredError(error, power, i, standardError(errors, powers, error, power));
    }

    private static double standardError(
            double[] errors, double[] powers, double error, double power) {
        double ratio = error / power;
        double squares = 0;
        for (int i = 0; i < errors.length; i++) {
            double deviation = errors[i] - ratio * powers[i];
            squares += deviation * deviation;
        }
        double count = errors.length;
        return Math.sqrt(count / (count - 1) * squares) / power;
    }

    /** The mean squared error. */
    public double mean() {
        return error / values;
    }

    /** The NMSE. */
    public double normalised() {
        return error / power;
    }
}
