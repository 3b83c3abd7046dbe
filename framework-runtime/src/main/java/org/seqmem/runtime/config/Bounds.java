// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import java.lang.reflect.AnnotatedElement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.config.AtLeast;
import org.seqmem.api.config.AtMost;
import org.seqmem.api.config.GreaterThan;
import org.seqmem.api.config.LessThan;
import org.seqmem.api.config.NotEmpty;

/**
 * The bounds that a record component declares.
 *
 * @param atLeast the least value, or null
 * @param greaterThan what the value must exceed, or null
 * @param atMost the largest value, or null
 * @param lessThan what must exceed the value, or null
 * @param notEmpty whether the list or text must hold something
 */
record Bounds(
        @Nullable Double atLeast,
        @Nullable Double greaterThan,
        @Nullable Double atMost,
        @Nullable Double lessThan,
        boolean notEmpty) {

    static Bounds of(AnnotatedElement component) {
        AtLeast atLeast = component.getAnnotation(AtLeast.class);
        GreaterThan greaterThan = component.getAnnotation(GreaterThan.class);
        AtMost atMost = component.getAnnotation(AtMost.class);
        LessThan lessThan = component.getAnnotation(LessThan.class);
        return new Bounds(
                atLeast == null ? null : atLeast.value(),
                greaterThan == null ? null : greaterThan.value(),
                atMost == null ? null : atMost.value(),
                lessThan == null ? null : lessThan.value(),
                component.isAnnotationPresent(NotEmpty.class));
    }

    /** The same for the elements of a list, which itself must not be empty. */
    Bounds ofElements() {
        return notEmpty ? new Bounds(atLeast, greaterThan, atMost, lessThan, false) : this;
    }

    /** The range as tables show it: {@code 0 ... 1}, {@code > 0}; empty if there is none. */
    String label() {
        List<String> parts = new ArrayList<>();
        if (notEmpty) {
            parts.add("not empty");
        }
        if (atLeast != null || atMost != null) {
            parts.add(
                    (atLeast == null ? "" : text(atLeast) + " ")
                            + "..."
                            + (atMost == null ? "" : " " + text(atMost)));
        }
        if (greaterThan != null) {
            parts.add("> " + text(greaterThan));
        }
        if (lessThan != null) {
            parts.add("< " + text(lessThan));
        }
        return String.join(", ", parts);
    }

    /** The range in words: {@code at least 0 and at most 1}; empty if there is none. */
    String words() {
        List<String> parts = new ArrayList<>();
        if (atLeast != null) {
            parts.add("at least " + text(atLeast));
        }
        if (greaterThan != null) {
            parts.add("greater than " + text(greaterThan));
        }
        if (atMost != null) {
            parts.add("at most " + text(atMost));
        }
        if (lessThan != null) {
            parts.add("less than " + text(lessThan));
        }
        return String.join(" and ", parts);
    }

    /** What is wrong with a finite number, if anything. */
    Optional<String> objection(double value) {
        boolean within =
                (atLeast == null || value >= atLeast)
                        && (greaterThan == null || value > greaterThan)
                        && (atMost == null || value <= atMost)
                        && (lessThan == null || value < lessThan);
        return within ? Optional.empty() : Optional.of("must be " + words());
    }

    /** What is wrong with a whole number, compared exactly also where doubles have gaps. */
    Optional<String> objection(long value) {
        boolean exact = (long) (double) value == value && value != Long.MAX_VALUE;
        if (exact) {
            return objection((double) value);
        }
        BigDecimal number = BigDecimal.valueOf(value);
        boolean within =
                (atLeast == null || number.compareTo(new BigDecimal(atLeast)) >= 0)
                        && (greaterThan == null
                                || number.compareTo(new BigDecimal(greaterThan)) > 0)
                        && (atMost == null || number.compareTo(new BigDecimal(atMost)) <= 0)
                        && (lessThan == null || number.compareTo(new BigDecimal(lessThan)) < 0);
        return within ? Optional.empty() : Optional.of("must be " + words());
    }

    /** A bound without the ".0" of whole numbers. */
    private static String text(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e18
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
