// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.benchmarks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/**
 * What a training step works on, written {@code 16x32x16}.
 *
 * @param batch sequences
 * @param length time steps
 * @param width of the model
 */
record Size(int batch, int length, int width) {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,6})x(\\d{1,6})x(\\d{1,6})");

    static Size of(String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a size; write batch, length and width, 16x32x16");
        }
        return new Size(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
    }

    @Override
    public String toString() {
        return batch + " x " + length + " x " + width;
    }

    /** Reads one from the command line. */
    static final class Converter implements CommandLine.ITypeConverter<Size> {

        @Override
        public Size convert(String text) {
            try {
                return of(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }
}
