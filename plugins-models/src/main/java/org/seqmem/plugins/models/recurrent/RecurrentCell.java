// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.recurrent.RNN;

/**
 * The recurrences that the engine has fused kernels for. Row blocks of the weights and the two
 * biases per gate are those of the kernels, and of the checkpoints of other libraries.
 *
 * <pre>{@code
 * a_t = W_ih x_t + b_ih,   r_t = W_hh h_(t-1) + b_hh,   s = logistic
 *
 * TANH                 h_t = tanh(a + r)
 *
 * LSTM (i, f, g, o)    c_t = s(a_f + r_f) c_(t-1) + s(a_i + r_i) tanh(a_g + r_g)
 *                      h_t = s(a_o + r_o) tanh(c_t)
 *
 * GRU (r, z, n)        R = s(a_r + r_r),   z = s(a_z + r_z),   n = tanh(a_n + R r_n)
 *                      h_t = (1 - z) n + z h_(t-1)
 * }</pre>
 *
 * <p><b>Source:</b> Elman (1990); Hochreiter and Schmidhuber (1997) with the forget gate of Gers,
 * Schmidhuber and Cummins (2000); Cho et al. (2014), with the reset after the matrix product, which
 * is what fused kernels compute.
 */
enum RecurrentCell {
    TANH(1, 1) {
        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            return x.getNDArrayInternal()
                    .rnn(
                            x,
                            start.get(0),
                            weights,
                            BIASES,
                            LAYERS,
                            RNN.Activation.TANH,
                            DROPOUT,
                            TRAINING,
                            BIDIRECTIONAL,
                            BATCH_FIRST);
        }
    },
    LSTM(4, 2) {
        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            return x.getNDArrayInternal()
                    .lstm(
                            x,
                            start,
                            weights,
                            BIASES,
                            LAYERS,
                            DROPOUT,
                            TRAINING,
                            BIDIRECTIONAL,
                            BATCH_FIRST);
        }
    },
    GRU(3, 1) {
        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            return x.getNDArrayInternal()
                    .gru(
                            x,
                            start.get(0),
                            weights,
                            BIASES,
                            LAYERS,
                            DROPOUT,
                            TRAINING,
                            BIDIRECTIONAL,
                            BATCH_FIRST);
        }
    };

    private static final boolean BIASES = true;
    private static final int LAYERS = 1;
    private static final double DROPOUT = 0;

    /** Without dropout it changes no number; without it some kernels keep nothing for gradients. */
    private static final boolean TRAINING = true;

    private static final boolean BIDIRECTIONAL = false;
    private static final boolean BATCH_FIRST = false;

    private final int gates;
    private final int states;

    RecurrentCell(int gates, int states) {
        this.gates = gates;
        this.states = states;
    }

    /**
     * Runs one layer over all steps.
     *
     * @param x shape (T, B, in)
     * @param start h and, of an LSTM, c before the first step; shape (1, B, H) each
     * @param weights weight_ih (G H, in), weight_hh (G H, H), bias_ih (G H), bias_hh (G H)
     * @return h of every step, shape (T, B, H), then the last states, shape (1, B, H) each
     */
    abstract NDList run(NDArray x, NDList start, NDList weights);

    /** G, how many vectors of the hidden size a step computes from input and state. */
    int gates() {
        return gates;
    }

    /** How many vectors of the hidden size are carried from step to step. */
    int states() {
        return states;
    }

    /** The number of trainable numbers of a layer. */
    long parameters(int inputs, int hidden) {
        return (long) gates * hidden * (inputs + hidden + 2L);
    }

    /** The floating-point operations of the matrix products of one step. */
    long flops(int inputs, int hidden) {
        return 2L * gates * hidden * (inputs + hidden);
    }
}
