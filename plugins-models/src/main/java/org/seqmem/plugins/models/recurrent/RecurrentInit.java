// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import org.seqmem.api.model.ParameterInit;
import org.seqmem.plugins.models.layers.Orthogonal;

/** How the weights from state to state begin. */
public enum RecurrentInit {
    /** Uniform on +-1/sqrt(hidden size), as all other weights. */
    UNIFORM,
    /** An orthogonal matrix for each gate: the state neither fades nor grows in a linear cell. */
    ORTHOGONAL,
    /**
     * The identity for each gate, and biases of zero, which would add up: a cell that sums its
     * inputs. With relu the network of Le, Jaitly and Hinton (2015) [recalled], but for its input
     * weights, which begin here as elsewhere, not at a thousandth.
     */
    IDENTITY;

    /** Of the weights from state to state, (G H, H). */
    ParameterInit weights(int hidden) {
        return switch (this) {
            case UNIFORM -> ParameterInit.uniform(1 / Math.sqrt(hidden));
            case ORTHOGONAL -> new Orthogonal(1);
            case IDENTITY ->
                    (stream, shape) -> {
                        double[] values = new double[Math.toIntExact(shape.size())];
                        for (int row = 0; row < shape.get(0); row++) {
                            values[row * hidden + row % hidden] = 1;
                        }
                        return values;
                    };
        };
    }

    /** Of the biases, (G H). */
    ParameterInit biases(int hidden) {
        return switch (this) {
            case UNIFORM, ORTHOGONAL -> ParameterInit.uniform(1 / Math.sqrt(hidden));
            case IDENTITY -> ParameterInit.constant(0);
        };
    }
}
