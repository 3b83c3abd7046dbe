// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * {@code docs/metrics.md} is what the code says. After a change:
 *
 * <pre>{@code
 * ./mvnw -pl framework-runtime -am test -Dtest=MetersPageTest -Dseqmem.docs=write
 * }</pre>
 */
class MetersPageTest {

    private static final Path PAGE = Path.of("..", "docs", "metrics.md");

    private static final String HEAD =
            """
            # Meters

            Generated from the code (`RunMeter`); a test compares.

            `experiment` is the experiment's name; `task`, `memory` and `model` are the names of the plugins, `memory` is `none`
            for a task without a memory function; `device` is `cpu`, `gpu` or, for memory of a GPU, `gpu:0` and so on;
            `outcome` is `completed`, `diverged`, `failed` or `stopped`; `slot` is the place of a worker, counted from 0;
            `phase` is `validation` or `metrics`. No tag carries the id of a trial: what is of a single trial has a `slot`, and
            goes when the trial ends. Examples beside buckets and counters (OpenMetrics exemplars) lead to trials: the last 12
            digits of their `trace_id` are the trial's id, and `seqmem show` takes the whole `trace_id` too.

            Names are Micrometer's; Prometheus has underscores for dots, and the suffix shown. A timer has `_count`, `_sum` and
            `_max`, and `_bucket` where bounds are given.

            | name | in Prometheus | type | unit | tags | meaning |
            |---|---|---|---|---|---|
            """;

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (RunMeter meter : RunMeter.values()) {
            page.append(row(meter));
        }
        page.append("\n## Buckets\n\n");
        for (RunMeter meter : RunMeter.values()) {
            if (!meter.buckets().isEmpty()) {
                List<String> seconds =
                        meter.buckets().stream()
                                .map(bound -> number(bound.toNanos() / 1e9))
                                .toList();
                page.append("* `" + meter.meterName() + "`: ")
                        .append(String.join(", ", seconds) + " s\n");
            }
        }
        page.append(
                "\n## Of the driver's process and the machine\n\nMicrometer's own. Which there are"
                        + " depends on the virtual machine; these are always there.\n\n"
                        + "| name | type | unit | tags | meaning |\n|---|---|---|---|---|\n");
        process().values().forEach(page::append);
        if ("write".equals(System.getProperty("seqmem.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE).content().isEqualTo(page.toString());
    }

    private static String row(RunMeter meter) {
        return String.format(
                "| `%s` | `%s` | %s | %s | %s | %s |%n",
                meter.meterName(),
                prometheus(meter),
                meter.type().name().toLowerCase(Locale.ROOT),
                meter.unit(),
                String.join(", ", meter.tags()),
                meter.meaning());
    }

    private static String prometheus(RunMeter meter) {
        String name = meter.meterName().replace('.', '_');
        return switch (meter.type()) {
            case COUNTER -> name + "_total";
            default -> meter.unit().isEmpty() ? name : name + "_" + meter.unit();
        };
    }

    private static String number(double seconds) {
        return BigDecimal.valueOf(seconds).stripTrailingZeros().toPlainString();
    }

    /** Those that every virtual machine has, whichever collector it runs with. */
    private static Map<String, String> process() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Map<String, String> rows = new TreeMap<>();
        try (ProcessMeters meters = new ProcessMeters(registry)) {
            meters.bind();
            registry.getMeters().stream()
                    .map(Meter::getId)
                    .filter(id -> !id.getName().matches("jvm\\.(gc\\.|buffer|threads\\.states).*"))
                    .filter(id -> !id.getName().startsWith("system.load"))
                    .sorted(Comparator.comparing(Meter.Id::getName))
                    .forEach(id -> rows.put(id.getName(), row(registry, id)));
        }
        return rows;
    }

    private static String row(SimpleMeterRegistry registry, Meter.Id id) {
        LinkedHashSet<String> keys = new LinkedHashSet<>();
        registry.find(id.getName())
                .meters()
                .forEach(meter -> meter.getId().getTags().forEach(tag -> keys.add(tag.getKey())));
        return String.format(
                "| `%s` | %s | %s | %s | %s |%n",
                id.getName(),
                id.getType().name().toLowerCase(Locale.ROOT),
                Optional.ofNullable(id.getBaseUnit()).orElse(""),
                String.join(", ", new ArrayList<>(keys)),
                Optional.ofNullable(id.getDescription()).orElse(""));
    }
}
