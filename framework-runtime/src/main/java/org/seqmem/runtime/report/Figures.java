// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report;

import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them. */
public final class Figures {

    private Figures() {}

    /** An error: two significant digits, for instance {@code 1.2e-04}; {@code -} for NaN. */
    public static String error(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1e", value);
    }

    /** A whole number with separators: {@code 12,345}. */
    public static String count(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A number and its noun: {@code 1 trial}, {@code 60 trials}. */
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    /** A large number in a few characters: {@code 17.4 k}, {@code 2.1 M}. */
    public static String magnitude(double value) {
        String[] units = {"", " k", " M", " G", " T", " P"};
        int unit = 0;
        double rest = value;
        while (Math.abs(rest) >= 1000 && unit < units.length - 1) {
            rest /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f%s" : "%.1f%s", rest, units[unit]);
    }

    /** An amount of data: {@code 812 B}, {@code 34.1 MB}. */
    public static String bytes(long value) {
        return magnitude((double) value) + (value < 1000 ? " B" : "B");
    }

    /** A span that has passed: {@code 0.8 s}, {@code 2 min 51 s}, {@code 3 h 05 min}. */
    public static String span(double seconds) {
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        Duration span = Duration.ofSeconds(Math.round(seconds));
        if (span.toHours() > 0) {
            return String.format(
                    Locale.ROOT, "%d h %02d min", span.toHours(), span.toMinutesPart());
        }
        if (span.toMinutes() > 0) {
            return String.format(
                    Locale.ROOT, "%d min %02d s", span.toMinutes(), span.toSecondsPart());
        }
        return span.toSeconds() + " s";
    }

    /** A span to come, known roughly: {@code a few seconds}, {@code about 3 min}. */
    public static String estimate(double seconds) {
        if (seconds < 10) {
            return "a few seconds";
        }
        if (seconds < 90) {
            return "about " + Math.round(seconds / 10) * 10 + " s";
        }
        if (seconds < 90 * 60) {
            return "about " + Math.round(seconds / 60) + " min";
        }
        return String.format(Locale.ROOT, "about %.0f h", seconds / 3600);
    }

    /** A clock: {@code 01:32}, {@code 2:05:09}. */
    public static String clock(double seconds) {
        Duration span = Duration.ofSeconds(Math.max(0, Math.round(seconds)));
        return span.toHours() > 0
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        span.toHours(),
                        span.toMinutesPart(),
                        span.toSecondsPart())
                : String.format(Locale.ROOT, "%02d:%02d", span.toMinutes(), span.toSecondsPart());
    }
}
