// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.attention;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Optional;
import org.seqmem.api.model.PositionEncoding;
import org.seqmem.api.model.PositionEncodingPlugin;
import org.seqmem.api.model.Weights;
import org.seqmem.api.random.RandomStreams;

/**
 * Adds waves of fixed lengths to the embedding.
 *
 * <pre>{@code
 * PE(t, 2i) = sin(t / base^(2i/D))        PE(t, 2i+1) = cos of the same angle
 * }</pre>
 *
 * <p><b>Source:</b> Vaswani and others (2017), section 3.5. Deviation: the embedding is not
 * multiplied by sqrt(D), since that of a number is of its size from the start.
 */
final class SinusoidalPositions extends PositionEncoding {

    private final double base;
    private final int size;
    private final double[] table;

    SinusoidalPositions(double base, PositionEncodingPlugin.Sizes sizes, RandomStreams streams) {
        super(streams);
        this.base = base;
        this.size = sizes.modelSize();
        this.table = table(0, sizes.length());
    }

    @Override
    public Optional<NDArray> added(long first, int length, NDArray like, Weights weights) {
        int from = Math.toIntExact(first);
        boolean stored = (long) (from + length) * size <= table.length;
        double[] rows =
                stored
                        ? Arrays.copyOfRange(table, from * size, (from + length) * size)
                        : table(from, length);
        return Optional.of(
                like.getManager()
                        .create(rows, new Shape(length, size))
                        .toType(like.getDataType(), false));
    }

    /** Some rows of the table: shape (length, D). */
    private double[] table(int first, int length) {
        double[] values = new double[Math.multiplyExact(length, size)];
        for (int i = 0; i < size; i++) {
            double wavelength = StrictMath.pow(base, (double) (i - i % 2) / size);
            for (int t = 0; t < length; t++) {
                double angle = (first + t) / wavelength;
                // the strict functions give the same bits on every Java platform
                values[t * size + i] = i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
            }
        }
        return values;
    }
}
