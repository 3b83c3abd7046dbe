// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;

/**
 * Arithmetic with a number, safe under differentiation.
 *
 * <p>The engine's own {@code x.mul(Number)}, and {@code div}, {@code pow}, {@code maximum} and
 * {@code minimum} alike, make an array of the number on memory that Java owns and close it at once,
 * although the backward pass still reads it: after a garbage collection in between the gradient is
 * that of some other number. The arrays made here live until the manager of the input is closed.
 * {@code add} and {@code sub} are safe as they are, for their derivatives need no operand.
 */
public final class Scalars {

    private Scalars() {}

    /** The product {@code x * factor}. */
    public static NDArray times(NDArray x, double factor) {
        return x.mul(x.getManager().create(factor));
    }

    /** The larger of a value and a bound, {@code max(x, least)}. */
    public static NDArray atLeast(NDArray x, double least) {
        return x.maximum(x.getManager().create(least).toType(x.getDataType(), false));
    }

    /** The smaller of a value and a bound, {@code min(x, most)}. */
    public static NDArray atMost(NDArray x, double most) {
        return x.minimum(x.getManager().create(most).toType(x.getDataType(), false));
    }

    /** The reciprocal, {@code 1 / x}. */
    public static NDArray reciprocal(NDArray x) {
        return x.onesLike().div(x);
    }
}
