// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as axes show them. */
final class Numbers {

    private static final double SMALL = 1e-3;
    private static final double LARGE = 1e5;

    private Numbers() {}

    /** Short and exact to three digits: {@code 0.02}, {@code 15}, {@code 1e-5}. */
    static String tick(double value) {
        double size = Math.abs(value);
        if (value != 0 && (size < SMALL || size >= LARGE)) {
            String text = String.format(Locale.ROOT, "%.2e", value);
            return text.replaceFirst("\\.?0*e", "e")
                    .replaceFirst("e([+-])0*(\\d)", "e$1$2")
                    .replace("e+", "e");
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }
}
