// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import java.util.Optional;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/** Another encoding, inside a window that its plugin tells the model of. */
final class SlidingWindow extends PositionEncoding {

    private final PositionEncoding within;

    SlidingWindow(PositionEncoding within, RandomStreams streams) {
        super(streams);
        this.within = child("within", within);
    }

    @Override
    public Optional<NDArray> added(long first, int length, NDArray like, Weights weights) {
        return within.added(first, length, like, weights);
    }

    @Override
    public NDArray rotate(NDArray x, long first, Weights weights) {
        return within.rotate(x, first, weights);
    }

    @Override
    public Optional<NDArray> bias(int distances, NDArray like, Weights weights) {
        return within.bias(distances, like, weights);
    }
}
