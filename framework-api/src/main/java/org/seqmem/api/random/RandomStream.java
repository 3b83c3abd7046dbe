// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.api.random;

import java.util.random.RandomGenerator;

/**
 * A counter-based generator: the numbers of one stream at one step. Not safe for several threads.
 *
 * <p><b>Source:</b> Philox4x32-10 of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as
 * easy as 1, 2, 3" (SC 2011). The key is 64 bits; the upper half of the 128-bit counter is the
 * step, the lower half counts blocks. Gaussians by the {@link Ziggurat}, with {@link StrictMath},
 * so that every Java platform draws the same bits. Methods that are not listed here come from
 * {@link RandomGenerator}, whose ways may change from one Java version to the next.
 */
public final class RandomStream implements RandomGenerator {

    private static final int MULTIPLIER_0 = 0xD2511F53;
    private static final int MULTIPLIER_1 = 0xCD9E8D57;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final int ROUNDS = 10;

    private final long key;
    private final long step;
    private long block;
    private long spare;
    private boolean hasSpare;

    RandomStream(long key, long step) {
        this(key, step, 0);
    }

    /** Begins at a later block. */
    RandomStream(long key, long step, long block) {
        this.key = key;
        this.step = step;
        this.block = block;
    }

    @Override
    public long nextLong() {
        if (hasSpare) {
            hasSpare = false;
            return spare;
        }
        long first = philox(block++);
        hasSpare = true;
        return first;
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    /** Uniform on [0, bound), without bias. */
    @Override
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound must be positive, not " + bound);
        }
        // Lemire's multiply-and-reject on 32 bits
        long product = (nextInt() & 0xFFFFFFFFL) * bound;
        long low = product & 0xFFFFFFFFL;
        if (low < bound) {
            long threshold = ((1L << 32) - bound) % bound;
            while (low < threshold) {
                product = (nextInt() & 0xFFFFFFFFL) * bound;
                low = product & 0xFFFFFFFFL;
            }
        }
        return (int) (product >>> 32);
    }

    /** Uniform on [0, 1), a multiple of 2^-53. */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** Normal with mean 0 and variance 1. */
    @Override
    public double nextGaussian() {
        return Ziggurat.draw(this);
    }

    /** A uniformly drawn order of the numbers from 0 to size - 1. */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** One block of 128 bits: returns the first half and leaves the second in {@code spare}. */
    private long philox(long counter) {
        int c0 = (int) counter;
        int c1 = (int) (counter >>> 32);
        int c2 = (int) step;
        int c3 = (int) (step >>> 32);
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (MULTIPLIER_0 & 0xFFFFFFFFL) * (c0 & 0xFFFFFFFFL);
            long p1 = (MULTIPLIER_1 & 0xFFFFFFFFL) * (c2 & 0xFFFFFFFFL);
            c0 = (int) (p1 >>> 32) ^ c1 ^ k0;
            c1 = (int) p1;
            c2 = (int) (p0 >>> 32) ^ c3 ^ k1;
            c3 = (int) p0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        spare = (c2 & 0xFFFFFFFFL) | ((long) c3 << 32);
        return (c0 & 0xFFFFFFFFL) | ((long) c1 << 32);
    }
}
