// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.training;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Updates parameters from their gradients. Its whole state is named arrays, so that a training can
 * be stored and continued on the same bits.
 *
 * <p>The training loop clips gradients before {@link #update} and sets them to zero after it. State
 * arrays belong to the manager of the parameters they follow.
 */
public interface Optimizer {

    /** The learning rate of the configuration, which the schedule starts from. */
    double learningRate();

    /**
     * Updates every parameter once, in place.
     *
     * @param step the number of this update, 1 for the first (bias correction needs it)
     * @param rate the learning rate of this update; a parameter's group multiplies it
     */
    void update(long step, double rate);

    /**
     * The state: every array that an update reads and writes, apart from the parameters. Names are
     * {@code <array>/<parameter>}, for instance {@code m/layers.0.weight}; the order is fixed. To
     * restore a state, overwrite these arrays in place, {@code array.set(new NDIndex("..."),
     * values)}: they may be views of a larger one, from which {@code set(Buffer)} and {@code
     * copyTo} would cut them off.
     */
    Map<String, NDArray> state();
}
