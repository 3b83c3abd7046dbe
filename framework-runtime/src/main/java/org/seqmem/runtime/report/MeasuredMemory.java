// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The memory function that a trained model has, as the metric {@code measured-memory} leaves it
 * among the curves of a trial.
 *
 * @param output channel of the output, from 0
 * @param input channel of the input, from 0
 * @param byLag weight of the input so many steps ago
 */
public record MeasuredMemory(int output, int input, double[] byLag) {

    private static final Pattern NAME =
            Pattern.compile("measured-memory\\.kernel(?:-(\\d{1,6})-(\\d{1,6}))?");

    /** Reads a curve by its name; empty if it is another one. */
    public static Optional<MeasuredMemory> of(String curve, double[] points) {
        Matcher matcher = NAME.matcher(curve);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        boolean single = matcher.group(1) == null;
        return Optional.of(
                new MeasuredMemory(
                        single ? 0 : Integer.parseInt(matcher.group(1)),
                        single ? 0 : Integer.parseInt(matcher.group(2)),
                        points));
    }
}
