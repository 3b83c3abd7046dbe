// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.memory;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.seqmem.api.metric.Evaluation;
import org.seqmem.api.metric.Measurement;
import org.seqmem.api.metric.Metric;
import org.seqmem.api.metric.TrainedModel;

/**
 * How well an input some steps back can be read, linearly, from the outputs of a model.
 *
 * <p><b>Formula:</b> over the test sequences and the steps t = s..T-1
 *
 * <pre>{@code
 * capacity_s = sum_i  max over c of corr(c . yhat_t, x_{t-s}[i])^2
 * }</pre>
 *
 * <p>the squared multiple correlation of past inputs with the present outputs; the value {@code
 * total} is its sum over lags. On uncorrelated inputs the total is at most d_out, however the model
 * works: one output cannot tell more than one number. The first steps, where there is little past
 * to tell apart, add some hundredths where memory is long. By chance a capacity of d_out over the
 * number of samples is found where there is none.
 *
 * <p><b>Source:</b> Jaeger, "Short term memory in echo state networks" (2001), with the outputs of
 * the model, all that is known of it, in place of its states.
 */
final class MemoryCapacity implements Metric {

    /** Directions in which outputs vary less than this part of the most are constant. */
    private static final double CONSTANT = 1e-12;

    private final MemoryCapacityConfig config;

    MemoryCapacity(MemoryCapacityConfig config) {
        this.config = config;
    }

    @Override
    public Measurement measure(TrainedModel trained) {
        Evaluation test = trained.test();
        double[] capacities = new double[Math.min(config.lags(), test.shape().length())];
        Arrays.setAll(capacities, lag -> capacity(test, lag));
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("total", Arrays.stream(capacities).sum());
        return new Measurement(values, Map.of("capacity-by-lag", capacities));
    }

    private static double capacity(Evaluation test, int lag) {
        int length = test.shape().length();
        int outputs = test.shape().outputSize();
        int inputs = test.shape().inputSize();
        int samples = test.count() * (length - lag);
        DMatrixRMaj answers = new DMatrixRMaj(samples, outputs);
        DMatrixRMaj past = new DMatrixRMaj(samples, inputs);
        for (int sequence = 0; sequence < test.count(); sequence++) {
            int first = sequence * length;
            int row = sequence * (length - lag);
            int steps = length - lag;
            System.arraycopy(
                    test.predictions(),
                    (first + lag) * outputs,
                    answers.data,
                    row * outputs,
                    steps * outputs);
            System.arraycopy(
                    test.inputs(), first * inputs, past.data, row * inputs, steps * inputs);
        }
        centre(answers);
        centre(past);
        return explained(answers, past);
    }

    /** The sum over columns of the part of their squares that the answers explain. */
    private static double explained(DMatrixRMaj answers, DMatrixRMaj past) {
        DMatrixRMaj gram = new DMatrixRMaj(answers.numCols, answers.numCols);
        CommonOps_DDRM.multInner(answers, gram);
        double largest = CommonOps_DDRM.elementMaxAbs(gram);
        if (largest == 0) {
            return 0;
        }
        DMatrixRMaj inverse = new DMatrixRMaj(gram.numRows, gram.numCols);
        for (int i = 0; i < gram.numCols; i++) {
            gram.add(i, i, CONSTANT * largest);
        }
        CommonOps_DDRM.invertSPD(gram, inverse);
        DMatrixRMaj cross = new DMatrixRMaj(answers.numCols, past.numCols);
        CommonOps_DDRM.multTransA(answers, past, cross);
        DMatrixRMaj weights = new DMatrixRMaj(answers.numCols, past.numCols);
        CommonOps_DDRM.mult(inverse, cross, weights);
        double sum = 0;
        for (int column = 0; column < past.numCols; column++) {
            double explained = 0;
            for (int i = 0; i < cross.numRows; i++) {
                explained += weights.get(i, column) * cross.get(i, column);
            }
            double power = 0;
            for (int row = 0; row < past.numRows; row++) {
                power += past.get(row, column) * past.get(row, column);
            }
            sum += power == 0 ? 0 : explained / power;
        }
        return sum;
    }

    private static void centre(DMatrixRMaj matrix) {
        for (int column = 0; column < matrix.numCols; column++) {
            double mean = 0;
            for (int row = 0; row < matrix.numRows; row++) {
                mean += matrix.get(row, column) / matrix.numRows;
            }
            for (int row = 0; row < matrix.numRows; row++) {
                matrix.add(row, column, -mean);
            }
        }
    }
}
