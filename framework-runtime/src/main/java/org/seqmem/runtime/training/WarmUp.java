// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.training;

/** The linear rise of the learning rate at the start of a training. */
final class WarmUp {

    private WarmUp() {}

    /**
     * The fraction of the full rate. Counted from 1, so that the first update is not wasted on a
     * rate of 0 and the last one of the warm-up has the full rate.
     *
     * <pre>{@code
     * min(1, (step + 1) / warmUp)
     * }</pre>
     *
     * @param step updates done so far
     * @param warmUp length of the rise; 0 for none
     */
    static double factor(long step, int warmUp) {
        return step < warmUp ? (step + 1.0) / warmUp : 1;
    }
}
