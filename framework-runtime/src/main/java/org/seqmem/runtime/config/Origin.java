// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.config;

import com.typesafe.config.ConfigOrigin;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;

/** Where a value stands, in the words of messages. */
public final class Origin {

    /** The origin of values given on the command line. */
    static final String OVERRIDE = "--set";

    /** The origin of values that substitutions take from the environment. */
    static final String ENVIRONMENT = "environment";

    private static final String MERGED = "merge of ";

    private Origin() {}

    /** {@code file:line}, {@code --set} or {@code environment}. */
    public static String of(ConfigValue value) {
        return of(value.origin());
    }

    /** {@code file:line}, {@code --set} or {@code environment}. */
    public static String of(ConfigOrigin origin) {
        String source = source(origin);
        int line = line(origin);
        return line < 1 || source.equals(OVERRIDE) || source.equals(ENVIRONMENT)
                ? source
                : source + ":" + line;
    }

    static boolean isEnvironment(ConfigOrigin origin) {
        return source(origin).equals(ENVIRONMENT);
    }

    /** The directory that relative paths start from: that of the file, else the current one. */
    static Path directory(ConfigOrigin origin) {
        String source = source(origin);
        Path parent =
                source.equals(OVERRIDE) || source.equals(ENVIRONMENT)
                        ? null
                        : Path.of(source).getParent();
        return (parent == null ? Path.of("") : parent).toAbsolutePath();
    }

    /** The file without the line; the first one where values of several were merged. */
    private static String source(ConfigOrigin origin) {
        String description = origin.withLineNumber(-1).description();
        if (!description.startsWith(MERGED)) {
            return description;
        }
        String first = first(description);
        int line = first.lastIndexOf(": ");
        return line < 0 ? first : first.substring(0, line);
    }

    private static int line(ConfigOrigin origin) {
        String description = origin.withLineNumber(-1).description();
        if (!description.startsWith(MERGED)) {
            return origin.lineNumber();
        }
        String first = first(description);
        String line = first.substring(first.lastIndexOf(": ") + 1).strip().replaceFirst("-.*", "");
        return line.matches("\\d{1,9}") ? Integer.parseInt(line) : -1;
    }

    private static String first(String merged) {
        return merged.substring(MERGED.length()).split(",", 2)[0];
    }
}
