// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.Optional;
import org.seqmem.api.model.ParameterGroup;
import org.seqmem.api.model.ParameterInit;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * Adds a vector of its own for every position to the embedding.
 *
 * <p>Parameter {@code table} (T, D), at first normal with deviation 0.5. There is none for a
 * position from T on, and those that training never reached mean nothing.
 *
 * <p><b>Source:</b> Gehring and others, "Convolutional sequence to sequence learning" (2017), as in
 * Vaswani and others (2017), section 3.5 [recalled]. Deviations: the vectors start as large as
 * sinusoidal ones, and learn at ten times the rate.
 */
final class LearnedPositions extends PositionEncoding {

    /** About that of sinusoids: smaller vectors drown in the embedding, and hardly learn. */
    private static final double DEVIATION = 0.5;

    /** Every position has to move by itself, by numbers of order one: the usual rate is slow. */
    private static final ParameterGroup FAST = new ParameterGroup(10, false);

    private final int length;
    private final Parameter table;

    LearnedPositions(PositionEncodingPlugin.Sizes sizes, RandomStreams streams) {
        super(streams);
        this.length = sizes.length();
        this.table =
                parameter(
                        "table",
                        new Shape(length, sizes.modelSize()),
                        ParameterInit.normal(DEVIATION),
                        FAST);
    }

    /**
     * @throws IllegalArgumentException if a position has no vector
     */
    @Override
    public Optional<NDArray> added(long first, int steps, NDArray like, Weights weights) {
        long end = first + steps;
        if (end > length) {
            throw new IllegalArgumentException(
                    "learned positions end after "
                            + length
                            + " steps, the length of the task, but the sequence has "
                            + end);
        }
        NDArray all = weights.of(table, like.getManager());
        return Optional.of(steps == length ? all : all.get(new NDIndex("{}:{}", first, end)));
    }
}
