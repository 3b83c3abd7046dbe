// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.figure;

/**
 * What tells marks apart: a colour with a symbol. Colours are those of Okabe and Ito (2008), which
 * people with any kind of colour vision tell apart; where they run out, symbols go on.
 *
 * @param hue 0 and up for what is compared; {@link #NEUTRAL} for what stands beside it
 */
public record Ink(int hue) {

    /** Theory, thresholds, names. */
    public static final Ink NEUTRAL = new Ink(-1);

    /** Whether it is the colour of what stands beside the data. */
    public boolean neutral() {
        return hue < 0;
    }
}
