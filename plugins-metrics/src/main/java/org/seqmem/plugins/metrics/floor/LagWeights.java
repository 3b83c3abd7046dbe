// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.floor;

import org.seqmem.api.task.LinearKernel;
import org.seqmem.api.task.SequenceShape;

/**
 * The weights of a linear kernel within a sequence, looked up once.
 *
 * @param length T, the number of lags
 * @param outputs d_out
 * @param inputs d_in
 * @param values shape (d_out, d_in, T), row by row
 */
record LagWeights(int length, int outputs, int inputs, double[] values) {

    static LagWeights of(LinearKernel kernel, SequenceShape shape) {
        int length = shape.length();
        double[] values = new double[shape.outputSize() * shape.inputSize() * length];
        int i = 0;
        for (int output = 0; output < shape.outputSize(); output++) {
            for (int input = 0; input < shape.inputSize(); input++) {
                for (int lag = 0; lag < length; lag++) {
                    values[i++] = kernel.weight(output, input, lag);
                }
            }
        }
        return new LagWeights(length, shape.outputSize(), shape.inputSize(), values);
    }

    /** The weights of one input for one output. */
    static LagWeights of(double... rho) {
        return new LagWeights(rho.length, 1, 1, rho);
    }

    double at(int output, int input, int lag) {
        return values[(output * inputs + input) * length + lag];
    }
}
