// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters as a scraper wants them. However many ask, and however often, the meters are looked at
 * once a second at most, and written once in each format: scrapes cost the training next to
 * nothing. Any thread may ask; those that record never wait for it.
 */
final class MetricsPage {

    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    private final ExpositionFormats formats = ExpositionFormats.init();
    private final PrometheusRegistry registry;
    private final LongSupplier nanoTime;
    private final Map<String, Content> contents = new HashMap<>();
    private @Nullable MetricSnapshots snapshots;
    private long taken;

    /**
     * What is answered.
     *
     * @param type media type, for the header {@code Content-Type}
     * @param body owned by the page: not to be written to
     */
    record Content(String type, byte[] body) {}

    /**
     * @param nanoTime a clock that only runs forward
     */
    MetricsPage(PrometheusRegistry registry, LongSupplier nanoTime) {
        this.registry = registry;
        this.nanoTime = nanoTime;
    }

    /**
     * The meters, no older than a second.
     *
     * @param accept the header {@code Accept}, empty if there was none: OpenMetrics and Prometheus'
     *     own binary format are for those who ask for them
     */
    synchronized Content content(String accept) throws IOException {
        long now = nanoTime.getAsLong();
        if (snapshots == null || now - taken >= KEPT_NANOS) {
            snapshots = registry.scrape();
            taken = now;
            contents.clear();
        }
        ExpositionFormatWriter writer = formats.findWriter(accept);
        String type = writer.getContentType();
        Content known = contents.get(type);
        if (known == null) {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            writer.write(body, snapshots);
            known = new Content(type, body.toByteArray());
            contents.put(type, known);
        }
        return known;
    }
}
