// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/** Fills sequences up, so that chunks come out even. */
public final class Padding {

    private Padding() {}

    /**
     * A sequence with zeros behind it.
     *
     * @param x shape (B, T, ...)
     * @param length at least T
     * @return shape (B, length, ...), the argument itself if it has that length
     */
    public static NDArray toLength(NDArray x, long length) {
        Shape shape = x.getShape();
        long missing = length - shape.get(1);
        if (missing == 0) {
            return x;
        }
        Shape rest = new Shape(shape.get(0), missing).addAll(shape.slice(2));
        return x.concat(x.getManager().zeros(rest, x.getDataType()), 1);
    }
}
