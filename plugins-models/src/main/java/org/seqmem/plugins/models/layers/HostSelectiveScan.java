// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.models.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;

/**
 * {@link SelectiveScan} of whole sequences in plain Java, in single precision, with its gradient by
 * hand.
 *
 * <pre>{@code
 * h_t = p_t h_{t-1} + dt_t x_t b_t      p_t = exp(dt_t A)      y_t = sum over states of h_t c_t
 * g_t = dy_t c_t + p_{t+1} g_{t+1}      dL/dp_t = g_t h_{t-1}
 * }</pre>
 *
 * <p>A recorded step leaves several arrays of the size of all states, and every one of them is read
 * again on the way back from beyond the cache. Here a few channels are taken at a time, and of
 * those one state after the other; the way back computes the states once more instead of keeping
 * them.
 *
 * <p><b>Shape:</b> x, dt and y have E rows, b and c N rows, of T B columns, time first; A is (E,
 * N); all row by row. Within, a block of C channels has (T, C, B) numbers, so that a step is one
 * range, and all arrays of a loop have the same index, as {@link HostMath} wants it.
 */
public final class HostSelectiveScan {

    /** Numbers of a block: some ten arrays of them stay in a cache of a megabyte. */
    private static final int NUMBERS = 1 << 15;

    private final NDManager manager;
    private final int length;
    private final int batch;
    private final int columns;
    private final int channels;
    private final int states;
    private final float[] x;
    private final float[] dt;
    private final float[] a;
    private final float[] b;
    private final float[] c;

    /**
     * The gradients of what the scan is made of, each of its shape.
     *
     * @param x of the input
     * @param dt of the time steps
     * @param a of A
     * @param b of the input weights
     * @param c of the output weights
     */
    public record Gradients(float[] x, float[] dt, float[] a, float[] b, float[] c) {}

    /**
     * Shapes as above.
     *
     * @param batch B
     * @param states N
     */
    public HostSelectiveScan(
            NDManager manager,
            int batch,
            int states,
            float[] x,
            float[] dt,
            float[] a,
            float[] b,
            float[] c) {
        this.manager = manager;
        this.batch = batch;
        this.states = states;
        this.columns = b.length / states;
        this.length = columns / batch;
        this.channels = a.length / states;
        this.x = x;
        this.dt = dt;
        this.a = a;
        this.b = b;
        this.c = c;
    }

    /** y. */
    public float[] forward() {
        float[] y = new float[x.length];
        for (int from = 0; from < channels; from += blockSize()) {
            Block block = new Block(from);
            float[] sum = new float[block.size];
            for (int n = 0; n < states; n++) {
                block.run(n);
                HostMath.addMultiplied(sum, block.h, block.spread(c, n), 0, block.size);
            }
            block.scatter(sum, y);
        }
        return y;
    }

    /**
     * The gradients.
     *
     * @param gradient of {@link #forward}'s result
     */
    public Gradients backward(float[] gradient) {
        Gradients all =
                new Gradients(
                        new float[x.length],
                        new float[dt.length],
                        new float[a.length],
                        new float[b.length],
                        new float[c.length]);
        for (int from = 0; from < channels; from += blockSize()) {
            new Block(from).backward(gradient, all);
        }
        return all;
    }

    private int blockSize() {
        return Math.max(1, Math.min(channels, NUMBERS / columns));
    }

    /** Some channels. */
    private final class Block {

        final int first;
        final int count;
        final int step; // C B
        final int size; // T C B
        final float[] steps; // dt
        final float[] driven; // dt x
        final float[] rates; // A
        final float[] decay; // p
        final float[] spread;
        final float[] before; // h_{t-1}
        final float[] h;

        Block(int first) {
            this.first = first;
            this.count = Math.min(blockSize(), channels - first);
            this.step = count * batch;
            this.size = length * step;
            this.steps = gather(dt);
            this.driven = gather(x);
            this.rates = new float[size];
            this.decay = new float[size];
            this.spread = new float[size];
            this.before = new float[size];
            this.h = new float[size];
            HostMath.multiply(driven, driven, steps, 0, size);
        }

        /** The states {@code h} of index n after every step, with {@code before} and decays. */
        void run(int n) {
            for (int i = 0; i < count; i++) {
                float rate = a[(first + i) * states + n];
                Arrays.fill(rates, i * batch, (i + 1) * batch, rate);
            }
            for (int at = step; at < size; at += step) {
                System.arraycopy(rates, 0, rates, at, step);
            }
            HostMath.multiply(decay, steps, rates, 0, size);
            exp(decay);
            HostMath.multiply(h, driven, spread(b, n), 0, size);
            for (int at = step; at < size; at += step) {
                System.arraycopy(h, at - step, before, at, step);
                HostMath.addMultiplied(h, decay, before, at, at + step);
            }
        }

        /** In the engine, whose exponential is faster than that of Java. */
        private void exp(float[] values) {
            try (NDArray exponents = HostArrays.array(manager, values, new Shape(size));
                    NDArray powers = exponents.exp()) {
                powers.toByteBuffer(true).asFloatBuffer().get(values);
            }
        }

        void backward(float[] gradient, Gradients all) {
            float[] dy = gather(gradient);
            float[] dDriven = new float[size];
            float[] dSteps = new float[size];
            float[] g = new float[size];
            float[] arrived = new float[size];
            float[] work = new float[size];
            for (int n = 0; n < states; n++) {
                run(n);
                HostMath.multiply(work, dy, h, 0, size);
                addOverChannels(work, all.c, n);
                HostMath.multiply(g, dy, spread(c, n), 0, size);
                for (int at = size - step; at >= 0; at -= step) {
                    if (at + step < size) {
                        HostMath.add(g, arrived, at, at + step);
                    }
                    HostMath.multiply(decay, decay, g, at, at + step);
                    if (at > 0) {
                        System.arraycopy(decay, at, arrived, at - step, step);
                    }
                }
                HostMath.addMultiplied(dDriven, g, spread(b, n), 0, size);
                HostMath.multiply(work, g, driven, 0, size);
                addOverChannels(work, all.b, n);
                // now decay is that of the step times g, and this is dL/d(dt A)
                HostMath.multiply(work, decay, before, 0, size);
                HostMath.addMultiplied(dSteps, work, rates, 0, size);
                HostMath.multiply(work, work, steps, 0, size);
                addOverSteps(work, all.a, n);
            }
            HostMath.addMultiplied(dSteps, dDriven, gather(x), 0, size);
            HostMath.multiply(dDriven, dDriven, steps, 0, size);
            scatter(dSteps, all.dt);
            scatter(dDriven, all.x);
        }

        /** A row of B numbers a step, the same for every channel; valid until the next call. */
        float[] spread(float[] rows, int row) {
            for (int t = 0; t < length; t++) {
                int source = row * columns + t * batch;
                for (int i = 0; i < count; i++) {
                    System.arraycopy(rows, source, spread, t * step + i * batch, batch);
                }
            }
            return spread;
        }

        /** Adds the sums over channels to a row; overwrites the values. */
        private void addOverChannels(float[] values, float[] rows, int row) {
            int left = count;
            while (left > 1) {
                // halves of all steps side by side, for one long loop takes less than many short
                int half = (left + 1) / 2;
                int upper = left - half;
                int width = half * batch;
                for (int t = 0; t < length; t++) {
                    int source = t * left * batch;
                    System.arraycopy(values, source, values, t * width, width);
                    System.arraycopy(values, source + width, spread, t * width, upper * batch);
                    Arrays.fill(spread, t * width + upper * batch, (t + 1) * width, 0);
                }
                HostMath.add(values, spread, 0, length * width);
                left = half;
            }
            int target = row * columns;
            for (int k = 0; k < columns; k++) {
                rows[target + k] += values[k];
            }
        }

        /** Adds the sums over steps and sequences to a column of (E, N); overwrites the values. */
        private void addOverSteps(float[] values, float[] columns, int column) {
            int left = length;
            while (left > 1) {
                int half = (left + 1) / 2;
                int upper = (left - half) * step;
                System.arraycopy(values, half * step, spread, 0, upper);
                HostMath.add(values, spread, 0, upper);
                left = half;
            }
            for (int i = 0; i < count; i++) {
                columns[(first + i) * states + column] += HostMath.sum(values, i * batch, batch);
            }
        }

        private float[] gather(float[] rows) {
            float[] values = new float[size];
            for (int i = 0; i < count; i++) {
                int source = (first + i) * columns;
                for (int t = 0; t < length; t++) {
                    int target = t * step + i * batch;
                    System.arraycopy(rows, source + t * batch, values, target, batch);
                }
            }
            return values;
        }

        void scatter(float[] values, float[] rows) {
            for (int i = 0; i < count; i++) {
                int target = (first + i) * columns;
                for (int t = 0; t < length; t++) {
                    int source = t * step + i * batch;
                    System.arraycopy(values, source, rows, target + t * batch, batch);
                }
            }
        }
    }
}
