// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.recurrent;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.recurrent.RNN;
import java.util.Optional;
import org.seqmem.plugins.models.layers.HostArrays;

/**
 * The recurrences whose weights have the layout of fused kernels. Row blocks of the weights and the
 * two biases per gate are those of the kernels, and of the checkpoints of other libraries.
 *
 * <pre>{@code
 * a_t = W_ih x_t + b_ih,   r_t = W_hh h_(t-1) + b_hh,   s = logistic
 *
 * TANH                 h_t = tanh(a + r)
 * RELU                 h_t = max(0, a + r)
 *
 * LSTM (i, f, g, o)    c_t = s(a_f + r_f) c_(t-1) + s(a_i + r_i) tanh(a_g + r_g)
 *                      h_t = s(a_o + r_o) tanh(c_t)
 *
 * GRU (r, z, n)        R = s(a_r + r_r),   z = s(a_z + r_z),   n = tanh(a_n + R r_n)
 *                      h_t = (1 - z) n + z h_(t-1)
 *
 * GRU_RESET_BEFORE     the same, but n = tanh(a_n + W_hh,n (R h_(t-1)) + b_hh,n)
 * }</pre>
 *
 * <p>All but the last have a kernel that runs every step in one call; {@link #loop} is the plain
 * reference.
 *
 * <p><b>Source:</b> Elman (1990); Hochreiter and Schmidhuber (1997) with the forget gate of Gers,
 * Schmidhuber and Cummins (2000); Cho et al. (2014), who reset before the matrix product, while
 * fused kernels do so after it.
 */
enum RecurrentCell {
    TANH(1, 1) {
        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            return plain(x, start, weights, RNN.Activation.TANH);
        }

        @Override
        Optional<UnrecordedRun> unrecorded(NDArray x, NDList parameters, int hidden) {
            return Optional.of(plain(PlainActivation.TANH, x, parameters, hidden));
        }

        @Override
        NDList step(NDArray a, NDList states, NDList weights) {
            return new NDList(a.add(fromState(states.head(), weights)).tanh());
        }
    },
    RELU(1, 1) {
        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            return plain(x, start, weights, RNN.Activation.RELU);
        }

        @Override
        Optional<UnrecordedRun> unrecorded(NDArray x, NDList parameters, int hidden) {
            return Optional.of(plain(PlainActivation.RELU, x, parameters, hidden));
        }

        @Override
        NDList step(NDArray a, NDList states, NDList weights) {
            return new NDList(Activation.relu(a.add(fromState(states.head(), weights))));
        }
    },
    LSTM(4, 2) {
        /** Numbers of h of a part: the kernel works on 40 times as many. */
        private static final long NUMBERS = 1 << 18;

        /** A part shorter than that takes longer to begin than to compute. */
        private static final long FEWEST_STEPS = 8;

        /** The widest layer that the kernel gets wrong, that is one vector of AVX-512. */
        private static final int WIDEST_WRONG = 16;

        @Override
        boolean infersByKernel(NDArray x, int hidden) {
            return hidden > WIDEST_WRONG
                    || x.getDataType() != DataType.FLOAT32
                    || !HostArrays.reaches(x);
        }

        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            long length = x.getShape().get(0);
            long hidden = start.get(0).getShape().get(2);
            // parts of time take turns in the memory that the kernel works in
            long size = Math.max(FEWEST_STEPS, NUMBERS / (x.getShape().get(1) * hidden));
            if (length <= size) {
                return kernel(x, start, weights);
            }
            NDList states = start;
            NDList outputs = new NDList();
            for (long from = 0; from < length; from += size) {
                NDIndex steps = new NDIndex().addSliceDim(from, Math.min(length, from + size));
                NDList part = kernel(x.get(steps), states, weights);
                outputs.add(part.head());
                states = part.subNDList(1);
            }
            NDList result = new NDList(NDArrays.concat(outputs));
            result.addAll(states);
            return result;
        }

        private NDList kernel(NDArray x, NDList start, NDList weights) {
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

        @Override
        NDList step(NDArray a, NDList states, NDList weights) {
            NDList gates = a.add(fromState(states.head(), weights)).split(4, 1);
            NDArray kept = Activation.sigmoid(gates.get(1)).mul(states.get(1));
            NDArray c = kept.add(Activation.sigmoid(gates.get(0)).mul(gates.get(2).tanh()));
            return new NDList(Activation.sigmoid(gates.get(3)).mul(c.tanh()), c);
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

        @Override
        Optional<UnrecordedRun> unrecorded(NDArray x, NDList parameters, int hidden) {
            return Optional.of(
                    HostRun.suits(x, hidden)
                            ? new GruHostRun(x, parameters, hidden)
                            : new GruEngineRun(x, parameters, hidden));
        }

        @Override
        NDList step(NDArray a, NDList states, NDList weights) {
            NDArray h = states.head();
            NDList fromInput = a.split(3, 1);
            NDList fromState = fromState(h, weights).split(3, 1);
            NDArray reset = Activation.sigmoid(fromInput.get(0).add(fromState.get(0)));
            NDArray update = Activation.sigmoid(fromInput.get(1).add(fromState.get(1)));
            NDArray n = fromInput.get(2).add(reset.mul(fromState.get(2))).tanh();
            return new NDList(between(n, h, update));
        }
    },
    GRU_RESET_BEFORE(3, 1) {
        @Override
        NDList run(NDArray x, NDList start, NDList weights) {
            return loop(x, start, weights);
        }

        @Override
        NDList step(NDArray a, NDList states, NDList weights) {
            NDArray h = states.head();
            long hidden = h.getShape().get(1);
            NDArray weight = weights.get(1);
            NDArray bias = weights.get(3);
            NDIndex gates = new NDIndex(":{}", 2 * hidden);
            NDIndex rest = new NDIndex("{}:", 2 * hidden);
            NDArray fromInput = a.get(new NDIndex(":, :{}", 2 * hidden));
            NDList open =
                    Activation.sigmoid(fromInput.add(affine(h, weight.get(gates), bias.get(gates))))
                            .split(2, 1);
            NDArray fromReset =
                    affine(open.get(0).mul(h), weight.get(rest), bias.get(rest)); // (B, H)
            NDArray n = a.get(new NDIndex(":, {}:", 2 * hidden)).add(fromReset).tanh();
            return new NDList(between(n, h, open.get(1)));
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
     * Runs one layer over all steps, the fastest way there is.
     *
     * @param x shape (T, B, in)
     * @param start h and, of an LSTM, c before the first step; shape (1, B, H) each
     * @param weights weight_ih (G H, in), weight_hh (G H, H), bias_ih (G H), bias_hh (G H)
     * @return h of every step, shape (T, B, H), then the last states, shape (1, B, H) each
     */
    abstract NDList run(NDArray x, NDList start, NDList weights);

    /**
     * Whether {@link #run} is right where nothing is recorded for a gradient. The engine's LSTM has
     * a kernel of its own for that; on AMD processors of family 26 (Zen 5) with PyTorch 2.7.1 it is
     * wrong by up to 1 for narrow layers in single precision, and {@link #loop} is not.
     */
    boolean infersByKernel(NDArray x, int hidden) {
        return true;
    }

    /**
     * The same from the state 0, for training, with its gradient by hand; empty for cells whose
     * kernel is as fast.
     *
     * @param x as that of {@link #run}; no gradient is computed for it
     * @param parameters as the weights of {@link #run}
     */
    Optional<UnrecordedRun> unrecorded(NDArray x, NDList parameters, int hidden) {
        return Optional.empty();
    }

    /**
     * One step as the formula stands.
     *
     * @param a W_ih x_t + b_ih, shape (B, G H)
     * @param states h and, of an LSTM, c; shape (B, H) each
     * @param weights as those of {@link #run}
     * @return the states after the step
     */
    abstract NDList step(NDArray a, NDList states, NDList weights);

    /** The same as {@link #run}, step by step: the reference path. */
    final NDList loop(NDArray x, NDList start, NDList weights) {
        NDManager manager = x.getManager();
        NDList own = new NDList();
        for (NDArray weight : weights) {
            // what begins with a parameter would stay with the model
            NDArray view = weight.reshape(weight.getShape());
            view.attach(manager);
            own.add(view);
        }
        NDArray a = affine(x, own.get(0), own.get(2)); // (T, B, G H)
        NDList now = new NDList(start.stream().map(state -> state.squeeze(0)).toList());
        NDList outputs = new NDList();
        for (long t = 0; t < x.getShape().get(0); t++) {
            now = step(a.get(t), now, own);
            outputs.add(now.head());
        }
        NDList result = new NDList(NDArrays.stack(outputs));
        now.forEach(state -> result.add(state.expandDims(0)));
        return result;
    }

    private static UnrecordedRun plain(
            PlainActivation activation, NDArray x, NDList parameters, int hidden) {
        return HostRun.suits(x, hidden)
                ? new PlainHostRun(activation, x, parameters, hidden)
                : new PlainEngineRun(activation, x, parameters, hidden);
    }

    private static NDList plain(
            NDArray x, NDList start, NDList weights, RNN.Activation activation) {
        return x.getNDArrayInternal()
                .rnn(
                        x,
                        start.get(0),
                        weights,
                        BIASES,
                        LAYERS,
                        activation,
                        DROPOUT,
                        TRAINING,
                        BIDIRECTIONAL,
                        BATCH_FIRST);
    }

    private static NDArray fromState(NDArray h, NDList weights) {
        return affine(h, weights.get(1), weights.get(3));
    }

    private static NDArray affine(NDArray x, NDArray weight, NDArray bias) {
        return Linear.linear(x, weight, bias).singletonOrThrow();
    }

    /** {@code (1 - z) n + z h}. */
    private static NDArray between(NDArray n, NDArray h, NDArray z) {
        return n.add(z.mul(h.sub(n)));
    }

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
