// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.memory;

import org.seqmem.api.memory.Decay;
import org.seqmem.api.memory.MemoryFunction;

/**
 * The memory of fractional integration: white inputs become fractional noise.
 *
 * <p><b>Formula:</b> the Gruenwald-Letnikov weights of order {@code -order}, the coefficients of (1
 * - z)^(-order),
 *
 * <pre>{@code
 * rho(0) = 1,   rho(s) = rho(s - 1) (s - 1 + order) / s = Gamma(s + order) / (Gamma(order) s!)
 * }</pre>
 *
 * <p>which fall like s^(order - 1) / Gamma(order). Past {@value #TABLE} lags by the expansion of
 * the ratio of Gamma functions for large arguments, DLMF 5.11.14, scaled to meet the recurrence.
 *
 * <p><b>Source:</b> Hosking, "Fractional differencing" (Biometrika 1981), whose d is {@code order}.
 */
final class FractionalMemory implements MemoryFunction {

    /** Lags by recurrence. At its end the first neglected term of the expansion is about 1e-20. */
    private static final int TABLE = 1024;

    private final double order;
    private final double[] table;
    private final double tail;

    /**
     * @param order between -0.5 and 0.5
     */
    FractionalMemory(double order) {
        this.order = order;
        this.table = recurrence(order);
        this.tail = table[TABLE - 1] / gammaRatio(TABLE - 1);
    }

    @Override
    public double at(int lag) {
        return lag < TABLE ? table[lag] : tail * gammaRatio(lag);
    }

    /** The polynomial claim holds for every order but 0, where only lag 0 is left. */
    @Override
    public Decay decay() {
        return order == 0 ? new Decay.CompactSupport(0) : new Decay.Polynomial(1 - order);
    }

    private static double[] recurrence(double order) {
        double[] weights = new double[TABLE];
        weights[0] = 1;
        for (int lag = 1; lag < TABLE; lag++) {
            weights[lag] = weights[lag - 1] * (lag - 1 + order) / lag;
        }
        return weights;
    }

    /**
     * Gamma(lag + d) / Gamma(lag + 1) for large lags.
     *
     * <pre>{@code
     * w^(d-1) (1 - d/12 binom(d-1, 2) / w^2 + d (5 d + 2)/240 binom(d-1, 4) / w^4),  w = lag + d/2
     * }</pre>
     */
    private double gammaRatio(int lag) {
        double d = order;
        double w = lag + d / 2;
        double second = -d / 12 * (d - 1) * (d - 2) / 2;
        double fourth = d * (5 * d + 2) / 240 * (d - 1) * (d - 2) * (d - 3) * (d - 4) / 24;
        return StrictMath.pow(w, d - 1) * (1 + (second + fourth / (w * w)) / (w * w));
    }
}
