// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What the queries of Prometheus may name, and do. */
final class PromQl {

    private static final Path METERS = Path.of("..", "docs", "metrics.md");

    /** A meter has one of these in front, a recorded figure has a colon. */
    private static final Pattern SERIES =
            Pattern.compile("\\b(?:(?:seqmem|jvm|process|system)_\\w+|\\w+:[\\w:]+)\\b");

    /** Text in quotes: values of labels, never names. */
    private static final Pattern QUOTED = Pattern.compile("\"[^\"]*\"");

    private static final Pattern OWN =
            Pattern.compile("\\| `seqmem[^`]*` \\| `([^`]+)` \\| (\\w+) \\|.*");

    private static final Pattern MICROMETERS =
            Pattern.compile("\\| `([^`]+)` \\| (\\w+) \\| (\\w*) \\|.*");

    private PromQl() {}

    /** The names of series in an expression. */
    static Set<String> series(String expression) {
        return SERIES.matcher(QUOTED.matcher(expression).replaceAll("\"\""))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names under which Prometheus has what {@code docs/metrics.md} lists. */
    static Set<String> documented() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(METERS)) {
            Matcher own = OWN.matcher(line);
            Matcher other = MICROMETERS.matcher(line);
            if (own.matches()) {
                add(names, own.group(1), own.group(2).equals("timer"));
            } else if (other.matches()) {
                String name = other.group(1).replace('.', '_');
                String unit = other.group(3);
                String named = unit.isEmpty() || name.endsWith(unit) ? name : name + "_" + unit;
                boolean counter = other.group(2).toLowerCase(Locale.ROOT).equals("counter");
                add(names, counter ? named + "_total" : named, false);
            }
        }
        return names;
    }

    private static void add(Set<String> names, String name, boolean timer) {
        if (timer) {
            for (String suffix : new String[] {"_count", "_sum", "_max", "_bucket"}) {
                names.add(name + suffix);
            }
        } else {
            names.add(name);
        }
    }
}
