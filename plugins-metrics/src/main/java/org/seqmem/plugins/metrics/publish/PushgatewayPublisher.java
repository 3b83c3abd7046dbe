// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/**
 * Pushes what is of the experiment as a whole into one group of a Pushgateway, labelled with the
 * job and the experiment: again and again while it runs, and once when it has ended. Each push
 * takes the place of the one before. The Pushgateway notes the time of the last in {@code
 * push_time_seconds}, which so is the heartbeat of the run.
 */
final class PushgatewayPublisher implements Publisher {

    // The driver finds in its registry all that it records; only what is of the whole is pushed.
    private final PrometheusMeterRegistry pushed =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final CompositeMeterRegistry registry =
            new CompositeMeterRegistry(Clock.SYSTEM, List.of(pushed));
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    new NamedThreadFactory("pushgateway-publisher"));
    private final PushgatewayPublisherConfig config;
    private final PushGateway gateway;
    private final Deliveries deliveries;

    private PushgatewayPublisher(PushgatewayPublisherConfig config, PublisherContext context) {
        this.config = config;
        pushed.config().meterFilter(MeterFilter.denyUnless(PushgatewayPublisher::isOfTheWhole));
        URI url = HttpUrls.read(config.url());
        String path = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
        this.gateway =
                PushGateway.builder()
                        .scheme(Scheme.fromString(url.getScheme().toLowerCase(Locale.ROOT)))
                        .address(url.getRawAuthority() + path)
                        .job(config.job())
                        .groupingKey("experiment", context.experiment())
                        .registry(pushed.getPrometheusRegistry())
                        .format(Format.PROMETHEUS_TEXT)
                        .connectionTimeout(Deliveries.TIMEOUT)
                        .readTimeout(Deliveries.TIMEOUT)
                        .build();
        this.deliveries = new Deliveries("the Pushgateway at " + config.url(), context.notes());
    }

    static PushgatewayPublisher start(PushgatewayPublisherConfig config, PublisherContext context) {
        PushgatewayPublisher publisher = new PushgatewayPublisher(config, context);
        long nanos = config.every().toNanos();
        var unused = // ends with the thread
                publisher.thread.scheduleWithFixedDelay(
                        publisher::push, nanos, nanos, TimeUnit.NANOSECONDS);
        return publisher;
    }

    /** Not what is of a worker or a process: a Pushgateway would show it long after its end. */
    private static boolean isOfTheWhole(Meter.Id id) {
        return id.getTag("experiment") != null && id.getTag("slot") == null;
    }

    private void push() {
        deliveries.attempt(gateway::push);
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public Optional<String> place() {
        return Optional.of(config.url());
    }

    @Override
    public void close() {
        thread.shutdown(); // a push under way ends first: deliveries are made one at a time
        if (config.deleteAtEnd()) {
            deliveries.attempt(gateway::delete);
        } else {
            push();
        }
        deliveries.sum();
        registry.close();
        pushed.close();
    }
}
