// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import java.util.Arrays;
import java.util.Optional;
import org.seqmem.api.model.ParameterInit;

/**
 * How the biases of the gates that hold memory begin. The two bias vectors of a layer add up, so
 * what is set stands in the first; where a value is to hold as it is, the second begins at zero.
 *
 * <p>With b the bias of a gate that keeps, a state is halved by half after some {@code -1 / ln
 * logistic(b)} steps: 1.4 at 0, 3.2 at 1, 7.9 at 2.
 */
sealed interface GateBias {

    /** Changes the fresh values of {@code bias_ih}, whose gates are blocks of the hidden size. */
    ParameterInit first(ParameterInit init, int hidden);

    /** Changes the fresh values of {@code bias_hh}. */
    ParameterInit second(ParameterInit init, int hidden);

    /** As the other biases. */
    GateBias NONE = new Raised(0, 0);

    /** Of an LSTM: chrono if a longest memory is given, else with a constant. */
    static GateBias lstm(double forgetBias, Optional<Integer> longestMemory) {
        return longestMemory.isPresent()
                ? new Chrono(longestMemory.get(), 1, Optional.of(0))
                : new Raised(1, forgetBias);
    }

    /** Of a GRU: chrono if a longest memory is given, else as they are. */
    static GateBias gru(Optional<Integer> longestMemory) {
        return longestMemory.isPresent()
                ? new Chrono(longestMemory.get(), 1, Optional.empty())
                : NONE;
    }

    /**
     * A constant is added to one gate.
     *
     * @param gate its block
     * @param by the constant
     */
    record Raised(int gate, double by) implements GateBias {
        @Override
        public ParameterInit first(ParameterInit init, int hidden) {
            return by == 0
                    ? init
                    : (stream, shape) -> {
                        double[] values = init.values(stream, shape);
                        for (int i = gate * hidden; i < (gate + 1) * hidden; i++) {
                            values[i] += by;
                        }
                        return values;
                    };
        }

        @Override
        public ParameterInit second(ParameterInit init, int hidden) {
            return init;
        }
    }

    /**
     * Memories spread over a range of lengths.
     *
     * <pre>{@code
     * b_keep = ln u,   b_admit = -ln u        u uniform on (1, T_max - 1)
     * }</pre>
     *
     * so that {@code 1 / (1 - logistic(b_keep)) = 1 + u} is at most T_max.
     *
     * <p><b>Source:</b> Tallec and Ollivier, "Can recurrent neural networks warp time?" (2018)
     * [abstract seen, formula recalled]. Of a GRU only the update gate is set; it multiplies the
     * old state here, hence the positive sign.
     *
     * @param longest T_max, in steps
     * @param keep the block of the gate that multiplies the old state
     * @param admit the block of the gate that multiplies what is new, if there is one
     */
    record Chrono(int longest, int keep, Optional<Integer> admit) implements GateBias {
        @Override
        public ParameterInit first(ParameterInit init, int hidden) {
            return (stream, shape) -> {
                double[] values = init.values(stream, shape);
                for (int i = 0; i < hidden; i++) {
                    double bias = Math.log(1 + (longest - 2) * stream.nextDouble());
                    values[keep * hidden + i] = bias;
                    if (admit.isPresent()) {
                        values[admit.get() * hidden + i] = -bias;
                    }
                }
                return values;
            };
        }

        @Override
        public ParameterInit second(ParameterInit init, int hidden) {
            return (stream, shape) -> {
                double[] values = init.values(stream, shape);
                Arrays.fill(values, keep * hidden, (keep + 1) * hidden, 0);
                admit.ifPresent(g -> Arrays.fill(values, g * hidden, (g + 1) * hidden, 0));
                return values;
            };
        }
    }
}
