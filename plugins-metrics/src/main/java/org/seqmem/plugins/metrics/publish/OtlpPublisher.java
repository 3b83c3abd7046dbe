// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.micrometer.core.ipc.http.HttpUrlConnectionSender;
import io.micrometer.registry.otlp.OtlpConfig;
import io.micrometer.registry.otlp.OtlpExemplarContext;
import io.micrometer.registry.otlp.OtlpHttpMetricsSender;
import io.micrometer.registry.otlp.OtlpMeterRegistry;
import io.micrometer.registry.otlp.OtlpMetricsSender;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/** Sends all meters to a collector of OpenTelemetry, with sums since the run began. */
final class OtlpPublisher implements Publisher {

    private final TrialExemplars exemplars = new TrialExemplars();
    private final OtlpPublisherConfig config;
    private final Deliveries deliveries;
    private final OtlpMeterRegistry registry;

    OtlpPublisher(OtlpPublisherConfig config, PublisherContext context) {
        this.config = config;
        this.deliveries = new Deliveries("the collector at " + config.url(), context.notes());
        OtlpMetricsSender sender =
                new OtlpHttpMetricsSender(
                        new HttpUrlConnectionSender(Deliveries.TIMEOUT, Deliveries.TIMEOUT));
        this.registry =
                OtlpMeterRegistry.builder(new Settings(config))
                        .metricsSender(request -> deliveries.attempt(() -> sender.send(request)))
                        .exemplarContextProvider(this::exemplar)
                        .threadFactory(new NamedThreadFactory("otlp-publisher"))
                        .build();
    }

    /**
     * What the configuration does not say comes, as everywhere in OpenTelemetry, from the
     * environment: headers, with what a collector asks for as proof of identity, from {@code
     * OTEL_EXPORTER_OTLP_HEADERS}; further attributes from {@code OTEL_RESOURCE_ATTRIBUTES}.
     */
    private record Settings(OtlpPublisherConfig config) implements OtlpConfig {

        @Override
        public @Nullable String get(String key) {
            return null;
        }

        @Override
        public String url() {
            return config.url();
        }

        @Override
        public Duration step() {
            return config.every();
        }

        @Override
        public Map<String, String> resourceAttributes() {
            Map<String, String> attributes =
                    new LinkedHashMap<>(OtlpConfig.super.resourceAttributes());
            attributes.putIfAbsent("service.name", "seqmem");
            return attributes;
        }

        @Override
        public TimeUnit baseTimeUnit() {
            return TimeUnit.SECONDS;
        }
    }

    private @Nullable OtlpExemplarContext exemplar() {
        String trace = exemplars.getCurrentTraceId();
        String span = exemplars.getCurrentSpanId();
        return trace == null || span == null ? null : new OtlpExemplarContext(trace, span);
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public void recording(Optional<String> trial) {
        exemplars.recording(trial);
    }

    @Override
    public Optional<String> place() {
        return Optional.of(config.url());
    }

    @Override
    public void close() {
        registry.close();
        deliveries.sum();
    }
}
