// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;
import org.seqmem.api.model.SequenceBlock;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.layers.LayerNorm;
import org.seqmem.plugins.models.layers.Linear;
import org.seqmem.plugins.models.layers.RmsNorm;

/** What stands around each state-space layer. */
enum Surroundings {
    /** Nothing: the model is as linear and time-invariant as its layers. */
    BARE,
    /** {@link StateSpaceBlock} with the gate {@code (v, w) = W h + b, y = v sigmoid(w)}. */
    GATED {
        @Override
        int mixed(int size) {
            return 2 * size;
        }

        @Override
        NDArray gate(NDArray h, NDArray mixed) {
            NDList halves = mixed.split(2, mixed.getShape().dimension() - 1);
            return halves.get(0).mul(Activation.sigmoid(halves.get(1)));
        }
    },
    /** {@link StateSpaceBlock} with the gate {@code y = h sigmoid(W h + b)}. */
    HALF_GATED {
        @Override
        int mixed(int size) {
            return size;
        }

        @Override
        NDArray gate(NDArray h, NDArray mixed) {
            return h.mul(Activation.sigmoid(mixed));
        }
    },
    /** {@link StateSpaceBlock} without a gate: {@code y = W h + b}. */
    PROJECTED {
        @Override
        int mixed(int size) {
            return size;
        }

        @Override
        NDArray gate(NDArray h, NDArray mixed) {
            return mixed;
        }
    },
    /** {@link ResidualBlock}: the layer has gates of its own. */
    RESIDUAL {
        @Override
        SequenceBlock norm(int size, RandomStreams streams) {
            return new RmsNorm(size, streams);
        }

        @Override
        long normParameters(int size) {
            return RmsNorm.parameters(size);
        }
    };

    /** How many outputs the linear map before the gate has; 0 without a gate. */
    int mixed(int size) {
        return 0;
    }

    /**
     * The gated features.
     *
     * @param h shape (..., size)
     * @param mixed the linear map of h, shape (..., {@link #mixed(int)})
     */
    NDArray gate(NDArray h, NDArray mixed) {
        throw new UnsupportedOperationException(this + " has no gate");
    }

    /** The norm before each layer, and behind the last one. */
    SequenceBlock norm(int size, RandomStreams streams) {
        return new LayerNorm(size, streams);
    }

    /** The number of trainable numbers of such a norm. */
    long normParameters(int size) {
        return LayerNorm.parameters(size);
    }

    /** The number of trainable numbers around one layer. */
    final long parameters(int size) {
        return this == BARE ? 0 : normParameters(size) + mixingParameters(size);
    }

    private long mixingParameters(int size) {
        return mixed(size) == 0 ? 0 : Linear.parameters(size, mixed(size));
    }

    /** The floating-point operations around one layer, for one time step. */
    final long flops(int size) {
        return Linear.flops(size, mixed(size));
    }
}
