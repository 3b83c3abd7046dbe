// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.ssm;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A layer of an {@link UnrecordedModel} that has run: (H, T, B) to the same, row by row, with its
 * gradient by hand.
 */
interface UnrecordedLayer {

    /** What a layer is made of. */
    interface Parts {

        /**
         * Runs the layer.
         *
         * @param x of the shape
         * @param shape of sequences, (H, T, B)
         * @param manager of the step
         */
        UnrecordedLayer run(float[] x, Shape shape, NDManager manager);
    }

    /** The outputs. */
    float[] output();

    /**
     * Adds the gradients of the parameters, and gives that of the input.
     *
     * @param gradient of {@link #output}
     */
    float[] backward(float[] gradient);
}
