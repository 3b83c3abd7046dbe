// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Single values: numbers, text, enums, durations and paths, each within its bounds. */
final class Scalars {

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][+-]?[0-9]{1,8})?");
    private static final Set<String> NOT_FINITE = Set.of("nan", "inf", "infinity");
    private static final Map<String, Boolean> TRUTHS =
            Map.of(
                    "true", true, "yes", true, "on", true, "false", false, "no", false, "off",
                    false);
    private static final double NANOS_PER_SECOND = 1e9;

    private final ContentHashes hashes;

    Scalars(ContentHashes hashes) {
        this.hashes = hashes;
    }

    /**
     * Reads a value that is not null.
     *
     * @throws Rejection if it is not of the type or not within the bounds
     */
    Piece read(Class<?> type, Bounds bounds, ConfigValue value) throws Rejection {
        if (value.valueType() == ConfigValueType.LIST) {
            throw new Rejection(
                    "must be "
                            + Expected.words(type)
                            + ", not a list; values to compare go under sweep");
        }
        if (value.valueType() == ConfigValueType.OBJECT) {
            throw new Rejection("must be " + Expected.words(type) + ", not a block");
        }
        if (type == Double.class || type == Float.class) {
            return real(type, bounds, value);
        }
        if (type == String.class) {
            return text(bounds, value);
        }
        if (type == Boolean.class) {
            return truth(value);
        }
        if (type == Duration.class) {
            return duration(bounds, value);
        }
        if (type == Path.class) {
            return path(value);
        }
        return type.isEnum() ? constant(type, value) : whole(type, bounds, value);
    }

    private static Piece whole(Class<?> type, Bounds bounds, ConfigValue value) throws Rejection {
        Number number = number(type, value);
        long least = type == Long.class ? Long.MIN_VALUE : least(type);
        long most = type == Long.class ? Long.MAX_VALUE : -(least(type) + 1);
        BigDecimal exact = exact(number);
        if (exact.compareTo(BigDecimal.valueOf(most)) > 0) {
            throw new Rejection("must be " + joined(bounds.words(), "at most " + most));
        }
        if (exact.compareTo(BigDecimal.valueOf(least)) < 0) {
            throw new Rejection("must be " + joined(bounds.words(), "at least " + least));
        }
        if (exact.stripTrailingZeros().scale() > 0) {
            throw new Rejection("must be a whole number");
        }
        long whole = exact.longValueExact();
        check(bounds.objection(whole));
        return new Piece(boxed(type, whole), json(whole));
    }

    private static long least(Class<?> type) {
        if (type == Integer.class) {
            return Integer.MIN_VALUE;
        }
        return type == Short.class ? Short.MIN_VALUE : Byte.MIN_VALUE;
    }

    private static Object boxed(Class<?> type, long value) {
        if (type == Integer.class) {
            return (int) value;
        }
        if (type == Short.class) {
            return (short) value;
        }
        return type == Byte.class ? (Object) (byte) value : (Object) value;
    }

    /** As a parser of JSON would read it, so that the two are equal. */
    private static JsonNode json(long value) {
        return (int) value == value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static String joined(String words, String limit) {
        return words.isEmpty() || words.contains("at most") ? limit : words + " and " + limit;
    }

    private static Piece real(Class<?> type, Bounds bounds, ConfigValue value) throws Rejection {
        double number = number(type, value).doubleValue();
        if (type == Float.class) {
            // The shortest text of a float, so that its JSON reads as it was written.
            number = Double.parseDouble(Float.toString((float) number));
        }
        if (Double.isInfinite(number)) {
            throw new Rejection(
                    "is out of range: numbers go up to "
                            + (type == Float.class ? "3.4e38" : "1.7e308")
                            + " in size");
        }
        if (number == 0 && isNotZero(ShownValue.text(value))) {
            throw new Rejection(
                    "is out of range: the smallest number above 0 is "
                            + (type == Float.class ? "1.4e-45" : "4.9e-324"));
        }
        // There is one zero, whatever its sign was: equal trials have equal ids.
        double normal = number == 0 ? 0.0 : number;
        check(bounds.objection(normal));
        Object boxed = type == Float.class ? (Object) (float) normal : (Object) normal;
        return new Piece(boxed, DoubleNode.valueOf(normal));
    }

    private static boolean isNotZero(String text) {
        return text.split("[eE]", 2)[0].chars().anyMatch(digit -> digit >= '1' && digit <= '9');
    }

    /** A number, or a text that must be one: too long for a long, or from the environment. */
    private static Number number(Class<?> type, ConfigValue value) throws Rejection {
        if (value.unwrapped() instanceof Number number) {
            return number;
        }
        String text = ShownValue.text(value).strip();
        String must = "must be " + Expected.words(type);
        if (value.valueType() == ConfigValueType.STRING) {
            if (NOT_FINITE.contains(text.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT))) {
                throw new Rejection("must be a finite number");
            }
            if (NUMBER.matcher(text).matches()) {
                BigDecimal number = new BigDecimal(text);
                if (Origin.isEnvironment(value.origin()) || isBeyondLong(number)) {
                    return number;
                }
                must += ", without quotes";
            }
        }
        throw new Rejection(must);
    }

    /** HOCON takes digits that do not fit into a long for text. */
    private static boolean isBeyondLong(BigDecimal number) {
        return number.abs().compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0;
    }

    private static BigDecimal exact(Number number) throws Rejection {
        if (number instanceof BigDecimal exact) {
            return exact;
        }
        if (number instanceof Double real) {
            // An infinite one was too large for a double, so it is beyond every whole type too.
            return Double.isInfinite(real)
                    ? BigDecimal.valueOf(Math.copySign(Double.MAX_VALUE, real))
                    : BigDecimal.valueOf(real);
        }
        return BigDecimal.valueOf(number.longValue());
    }

    private static Piece text(Bounds bounds, ConfigValue value) throws Rejection {
        String text = ShownValue.text(value);
        if (bounds.notEmpty() && text.isBlank()) {
            throw new Rejection("must not be empty");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                int point = text.codePointAt(i);
                if (!Character.isSupplementaryCodePoint(point)) {
                    throw new Rejection("holds half of a character (a lone surrogate)");
                }
                i++;
            }
        }
        return new Piece(text, TextNode.valueOf(text));
    }

    private static Piece truth(ConfigValue value) throws Rejection {
        Object truth = value.unwrapped();
        if (Origin.isEnvironment(value.origin())) {
            truth = TRUTHS.get(ShownValue.text(value).toLowerCase(Locale.ROOT));
        }
        if (truth instanceof Boolean known) {
            return new Piece(known, BooleanNode.valueOf(known));
        }
        throw new Rejection("must be " + Expected.words(Boolean.class));
    }

    private static Piece constant(Class<?> type, ConfigValue value) throws Rejection {
        String text = ShownValue.text(value);
        for (Object constant : type.getEnumConstants()) {
            if (Names.ofConstant(constant).equals(text)) {
                return new Piece(constant, TextNode.valueOf(text));
            }
        }
        throw new Rejection(
                "must be "
                        + Expected.words(type)
                        + Nearest.of(text, Expected.constants(type))
                                .map(name -> ". Did you mean \"" + name + "\"?")
                                .orElse(""));
    }

    private static Piece duration(Bounds bounds, ConfigValue value) throws Rejection {
        String must = "must be " + Expected.words(Duration.class);
        if (value.valueType() != ConfigValueType.STRING) {
            throw new Rejection(must);
        }
        String text = ShownValue.text(value).strip();
        if (NUMBER.matcher(text).matches()) {
            throw new Rejection(must);
        }
        Duration duration;
        try {
            duration =
                    text.startsWith("P")
                            ? Duration.parse(text)
                            : value.atKey("value").getDuration("value");
        } catch (DateTimeParseException | ConfigException | ArithmeticException e) {
            throw new Rejection(must);
        }
        if (duration.toSeconds() >= Long.MAX_VALUE / (long) NANOS_PER_SECOND
                || duration.toSeconds() <= Long.MIN_VALUE / (long) NANOS_PER_SECOND) {
            throw new Rejection("is out of range: durations go up to 292 years");
        }
        Optional<String> objection = bounds.objection(duration.toNanos() / NANOS_PER_SECOND);
        check(objection.map(words -> words + " (seconds)"));
        return new Piece(duration, TextNode.valueOf(duration.toString()));
    }

    private Piece path(ConfigValue value) throws Rejection {
        String text = ShownValue.text(value);
        if (value.valueType() != ConfigValueType.STRING || text.isBlank()) {
            throw new Rejection("must be " + Expected.words(Path.class));
        }
        Path path;
        try {
            path = Origin.directory(value.origin()).resolve(text).normalize();
        } catch (InvalidPathException e) {
            throw new Rejection("must be the path of a file: " + e.getReason());
        }
        return new Piece(
                path, TextNode.valueOf(path.toString()), TextNode.valueOf(hashes.of(path)), true);
    }

    private static void check(Optional<String> objection) throws Rejection {
        if (objection.isPresent()) {
            throw new Rejection(objection.get());
        }
    }
}
