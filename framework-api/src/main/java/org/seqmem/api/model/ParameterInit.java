// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.model;

import ai.djl.ndarray.types.Shape;
import org.seqmem.api.random.RandomStream;

/** Initial values of a parameter, drawn in double precision from a stream of its own. */
@FunctionalInterface
public interface ParameterInit {

    /**
     * The initial values, row by row.
     *
     * @param stream the parameter's own stream
     * @param shape the parameter's shape
     */
    double[] values(RandomStream stream, Shape shape);

    /** Every value the same. */
    static ParameterInit constant(double value) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            java.util.Arrays.fill(values, value);
            return values;
        };
    }

    /** Uniform on [-bound, bound). */
    static ParameterInit uniform(double bound) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = bound * (2 * stream.nextDouble() - 1);
            }
            return values;
        };
    }

    /** Normal with mean 0 and a standard deviation. */
    static ParameterInit normal(double deviation) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = deviation * stream.nextGaussian();
            }
            return values;
        };
    }

    /** Given values, in the parameter's order. */
    static ParameterInit of(double... values) {
        double[] copy = values.clone();
        return (stream, shape) -> {
            if (copy.length != shape.size()) {
                throw new IllegalArgumentException(
                        copy.length + " initial values for a parameter of shape " + shape);
            }
            return copy.clone();
        };
    }
}
