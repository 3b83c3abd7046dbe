// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final String OPEN_METRICS =
            "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.3";

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final AtomicInteger looks = new AtomicInteger();
    private long now;
    private final MetricsPage page = new MetricsPage(registry, () -> now);

    @Test
    void looksAtTheMetersOnceASecondAtMostHoweverManyAsk() throws IOException {
        registry.register(
                () ->
                        GaugeSnapshot.builder()
                                .name("looks")
                                .dataPoint(
                                        GaugeDataPointSnapshot.builder()
                                                .value(looks.incrementAndGet())
                                                .build())
                                .build());

        assertThat(body("")).contains("looks 1.0");
        now += Duration.ofSeconds(1).toNanos() - 1;
        assertThat(body("")).contains("looks 1.0");
        assertThat(body(OPEN_METRICS)).contains("looks 1.0");
        now++;
        assertThat(body(OPEN_METRICS)).contains("looks 2.0");
        assertThat(body("")).contains("looks 2.0");
        assertThat(looks).hasValue(2);
    }

    @Test
    void writesTheSameFormatOnce() throws IOException {
        assertThat(page.content("").body()).isSameAs(page.content("text/html, */*").body());
    }

    @Test
    void speaksOpenMetricsToThoseWhoAskForIt() throws IOException {
        assertThat(page.content(OPEN_METRICS).type()).startsWith("application/openmetrics-text;");
        assertThat(body(OPEN_METRICS)).endsWith("# EOF\n");
        assertThat(page.content("text/html").type()).startsWith("text/plain; version=0.0.4");
        assertThat(body("text/html")).doesNotContain("EOF");
    }

    private String body(String accept) throws IOException {
        return new String(page.content(accept).body(), UTF_8);
    }
}
