// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The table of {@code docs/watching.md} has every publisher, its keys and their defaults. */
class WatchingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "watching.md");

    private static final Pattern ROW = Pattern.compile("\\| `([a-z]+)` \\| [^|]* \\| ([^|]*) \\|");

    @Test
    void namesThePublishersWithTheirKeysAndDefaults() throws IOException {
        Map<String, Object> rows =
                Files.readString(PAGE)
                        .lines()
                        .map(ROW::matcher)
                        .filter(Matcher::matches)
                        .collect(Collectors.toMap(row -> row.group(1), row -> keys(row.group(2))));
        Config defaults =
                ConfigFactory.parseResources(getClass().getClassLoader(), "reference.conf");

        assertThat(rows).isEqualTo(defaults.getConfig("seqmem.publisher").root().unwrapped());
    }

    private static Map<String, Object> keys(String cell) {
        return ConfigFactory.parseString(cell.replace("`", "")).root().unwrapped();
    }
}
