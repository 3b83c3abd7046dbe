// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleUnaryOperator;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;
import org.seqmem.plugins.models.attention.RopeConfig.Pairs;

/**
 * Rotates pairs of coordinates of queries and keys by angles that grow with the position, so that a
 * score depends on the distance of the two.
 *
 * <pre>{@code
 * (a, b) -> (a cos - b sin, a sin + b cos)        angle = t base^(-2i/d), pair i of a head
 * }</pre>
 *
 * <p><b>Source:</b> Su and others, "RoFormer: Enhanced transformer with rotary position embedding"
 * (2021) [recalled].
 */
final class RotaryPositions extends PositionEncoding {

    private final RopeConfig config;

    RotaryPositions(RopeConfig config, RandomStreams streams) {
        super(streams);
        this.config = config;
    }

    @Override
    public NDArray rotate(NDArray x, long first, Weights weights) {
        NDArray cos = table(x, first, StrictMath::cos);
        NDArray sin = table(x, first, StrictMath::sin);
        if (config.pairs() == Pairs.HALF) {
            NDList halves = x.split(2, 3); // (B, heads, T, d/2) each
            return turned(halves.get(0), halves.get(1), cos, sin, false);
        }
        Shape shape = x.getShape();
        NDList pairs = x.reshape(shape.slice(0, 3).add(shape.get(3) / 2, 2)).split(2, 4);
        return turned(pairs.get(0).squeeze(4), pairs.get(1).squeeze(4), cos, sin, true)
                .reshape(shape);
    }

    private static NDArray turned(
            NDArray a, NDArray b, NDArray cos, NDArray sin, boolean interleaved) {
        NDArray first = a.mul(cos).sub(b.mul(sin));
        NDArray second = a.mul(sin).add(b.mul(cos));
        return interleaved ? NDArrays.stack(new NDList(first, second), 4) : first.concat(second, 3);
    }

    /** A function of the angles of the steps of x, (T, d/2), exact also for late positions. */
    private NDArray table(NDArray x, long first, DoubleUnaryOperator function) {
        int length = Math.toIntExact(x.getShape().get(2));
        int pairs = Math.toIntExact(x.getShape().get(3) / 2);
        double[] values = new double[length * pairs];
        for (int i = 0; i < pairs; i++) {
            double wavelength = StrictMath.pow(config.base(), (double) i / pairs);
            for (int t = 0; t < length; t++) {
                values[t * pairs + i] = function.applyAsDouble((first + t) / wavelength);
            }
        }
        NDArray table = x.getManager().create(values, new Shape(length, pairs));
        return x.getDataType() == DataType.FLOAT64 ? table : table.toType(x.getDataType(), false);
    }
}
