// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.error;

import java.util.Map;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;

/**
 * The error of every step, on one scale: the mean of the curve is the NMSE.
 *
 * <p><b>Formula:</b> with the means over test sequences and outputs
 *
 * <pre>{@code
 * nmse_t = mean (prediction_t - target_t)^2 / P,  P = mean over all steps of target_t^2
 * }</pre>
 *
 * <p>Not divided by the power of the step itself: that is zero before a delay has passed. The value
 * {@code last} is that of the last step.
 */
final class ErrorByStep implements Metric {

    @Override
    public Measurement measure(TrainedModel trained) {
        Evaluation test = trained.test();
        int length = test.shape().length();
        double[] nmse = new double[length];
        double power = 0;
        for (int i = 0; i < test.targets().length; i++) {
            double target = test.targets()[i];
            double error = test.predictions()[i] - target;
            nmse[i / test.shape().outputSize() % length] += error * error;
            power += target * target / length;
        }
        for (int t = 0; t < length; t++) {
            nmse[t] /= power;
        }
        return new Measurement(Map.of("last", nmse[length - 1]), Map.of("nmse-by-step", nmse));
    }
}
