// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import java.util.Map;
import java.util.Optional;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;
import org.seqmem.api.task.LinearKernel;

/**
 * Which lags the error comes from: the spectrum of the difference between the kernel that a model
 * has ({@link MeasuredKernel}) and the task's.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * error_s = w_s sum_{o,i} (h[o][i][s] - rho[o][i][s])^2 / sum_{o,i,s} w_s rho[o][i][s]^2
 * w_s     = (T - s) / T
 * }</pre>
 *
 * <p>For a linear, time-invariant model on white, centred inputs the curve {@code error-by-lag}
 * adds up to the NMSE, which is the value {@code total}; a non-linear model has further errors.
 * Nothing is measured where the task does not know its kernel.
 */
final class ErrorByLag implements Metric {

    private final ErrorByLagConfig config;

    ErrorByLag(ErrorByLagConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        Optional<LinearKernel> kernel = trained.task().facts().kernel();
        if (kernel.isEmpty()) {
            return new Measurement(Map.of(), Map.of());
        }
        double[] errors = shares(MeasuredKernel.of(trained, config.sequences()), kernel.get());
        double total = 0;
        for (double error : errors) {
            total += error;
        }
        return new Measurement(Map.of("total", total), Map.of("error-by-lag", errors));
    }

    private static double[] shares(MeasuredKernel measured, LinearKernel asked) {
        int length = measured.length();
        double[] shares = new double[length];
        double energy = 0;
        for (int lag = 0; lag < length; lag++) {
            double weight = (double) (length - lag) / length;
            for (int output = 0; output < measured.outputs(); output++) {
                for (int input = 0; input < measured.inputs(); input++) {
                    double rho = asked.weight(output, input, lag);
                    double difference = measured.at(output, input, lag) - rho;
                    shares[lag] += weight * difference * difference;
                    energy += weight * rho * rho;
                }
            }
        }
        for (int lag = 0; lag < length; lag++) {
            shares[lag] /= energy;
        }
        return shares;
    }
}
