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

    /** Two numbers of each of two blocks. */
    private static final int DRAWN = 4;

    private static final long LOW = 0xFFFFFFFFL;

    private final long key;
    private final long step;
    private long block;

    /** What the last blocks gave; what is left of it begins at {@code next}. */
    private final long[] drawn = new long[DRAWN];

    private int next = DRAWN;

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
        if (next == DRAWN) {
            philox();
        }
        return drawn[next++];
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

    /**
     * Two blocks of 128 bits. A round of one has to wait for the one before, and the processor
     * computes the other meanwhile.
     */
    private void philox() {
        int a0 = (int) block;
        int a1 = (int) (block >>> 32);
        int a2 = (int) step;
        int a3 = (int) (step >>> 32);
        int b0 = (int) (block + 1);
        int b1 = (int) ((block + 1) >>> 32);
        int b2 = a2;
        int b3 = a3;
        int k0 = (int) key;
        int k1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long p0 = (MULTIPLIER_0 & LOW) * (a0 & LOW);
            long p1 = (MULTIPLIER_1 & LOW) * (a2 & LOW);
            long q0 = (MULTIPLIER_0 & LOW) * (b0 & LOW);
            long q1 = (MULTIPLIER_1 & LOW) * (b2 & LOW);
            a0 = (int) (p1 >>> 32) ^ a1 ^ k0;
            a1 = (int) p1;
            a2 = (int) (p0 >>> 32) ^ a3 ^ k1;
            a3 = (int) p0;
            b0 = (int) (q1 >>> 32) ^ b1 ^ k0;
            b1 = (int) q1;
            b2 = (int) (q0 >>> 32) ^ b3 ^ k1;
            b3 = (int) q0;
            k0 += WEYL_0;
            k1 += WEYL_1;
        }
        drawn[0] = (a0 & LOW) | ((long) a1 << 32);
        drawn[1] = (a2 & LOW) | ((long) a3 << 32);
        drawn[2] = (b0 & LOW) | ((long) b1 << 32);
        drawn[3] = (b2 & LOW) | ((long) b3 << 32);
        block += 2;
        next = 0;
    }
}
