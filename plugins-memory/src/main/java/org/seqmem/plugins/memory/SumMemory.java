// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import java.util.List;
import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;
import org.seqmem.plugins.memory.SumMemoryConfig.Term;

/**
 * A weighted sum of memory functions.
 *
 * <p><b>Formula:</b>
 *
 * <pre>{@code
 * rho(s) = sum_i weight_i memory_i(s)
 * }</pre>
 *
 * @param terms at least one
 */
record SumMemory(List<Term> terms) implements MemoryFunction {

    @Override
    public double at(int lag) {
        double sum = 0;
        for (Term term : terms) {
            sum += term.weight() * term.memory().at(lag);
        }
        return sum;
    }

    @Override
    public double[] values(int lags) {
        double[] sum = new double[lags];
        for (Term term : terms) {
            double[] values = term.memory().values(lags);
            for (int lag = 0; lag < lags; lag++) {
                sum[lag] += term.weight() * values[lag];
            }
        }
        return sum;
    }

    /**
     * The slowest claim of the terms. A polynomial one bounds from below too, and terms of opposite
     * signs may cancel: a sum with such a term claims nothing unless it is the only one.
     */
    @Override
    public Decay decay() {
        Decay slowest = terms.get(0).memory().decay();
        for (Term term : terms.subList(1, terms.size())) {
            slowest = slower(slowest, term.memory().decay());
        }
        return slowest;
    }

    private static Decay slower(Decay one, Decay other) {
        if (one instanceof Decay.CompactSupport a && other instanceof Decay.CompactSupport b) {
            return a.lastLag() < b.lastLag() ? b : a;
        }
        if (one instanceof Decay.Exponential a && other instanceof Decay.Exponential b) {
            return a.rate() < b.rate() ? a : b;
        }
        if (one instanceof Decay.Exponential a && other instanceof Decay.CompactSupport) {
            return a;
        }
        if (one instanceof Decay.CompactSupport && other instanceof Decay.Exponential b) {
            return b;
        }
        return new Decay.Unclaimed();
    }
}
