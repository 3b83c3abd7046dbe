// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import org.seqmem.api.model.ParameterInit;

/** Where time steps start. */
final class Steps {

    /** A step much shorter is lost in single precision beside what is projected; the authors'. */
    private static final double SHORTEST = 1e-4;

    private Steps() {}

    /** Refuses a range of initial steps that is none. */
    static void checkRange(double dtMin, double dtMax) {
        if (dtMin > dtMax) {
            throw new IllegalArgumentException(
                    "dt-min must not be above dt-max, but " + dtMin + " is above " + dtMax);
        }
    }

    /** Logarithms of steps, uniform between two bounds, which are given as they are. */
    static ParameterInit logarithms(double least, double most) {
        return (stream, shape) -> {
            double[] values = new double[Math.toIntExact(shape.size())];
            double range = Math.log(most) - Math.log(least);
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.log(least) + range * stream.nextDouble();
            }
            return values;
        };
    }

    /** Numbers whose softplus are steps, log-uniform between two bounds. */
    static ParameterInit biases(double least, double most) {
        ParameterInit logarithms = logarithms(least, most);
        return (stream, shape) -> {
            double[] values = logarithms.values(stream, shape);
            for (int i = 0; i < values.length; i++) {
                double step = Math.max(SHORTEST, Math.exp(values[i]));
                values[i] = step + Math.log(-Math.expm1(-step));
            }
            return values;
        };
    }
}
