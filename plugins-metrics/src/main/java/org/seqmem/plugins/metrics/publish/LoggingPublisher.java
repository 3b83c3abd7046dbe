// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/** Says in a line how far the run is: again and again, and when it has ended. */
final class LoggingPublisher implements Publisher {

    private static final double NANOS_PER_SECOND = 1e9;

    private static final List<String> OUTCOMES = List.of("completed", "diverged", "failed");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new NamedThreadFactory("logging-publisher"));
    private final PublisherContext context;
    private final LongSupplier nanoTime;
    private double stepsBefore;
    private long lastTime;

    /**
     * @param nanoTime a clock that only runs forward
     */
    LoggingPublisher(PublisherContext context, LongSupplier nanoTime) {
        this.context = context;
        this.nanoTime = nanoTime;
        this.lastTime = nanoTime.getAsLong();
    }

    static LoggingPublisher start(LoggingPublisherConfig config, PublisherContext context) {
        LoggingPublisher publisher = new LoggingPublisher(context, System::nanoTime);
        long nanos = config.every().toNanos();
        var unused = // ends with the thread
                publisher.thread.scheduleAtFixedRate(
                        publisher::say, nanos, nanos, TimeUnit.NANOSECONDS);
        return publisher;
    }

    /** Says a line, unless the run has not begun. */
    synchronized void say() {
        OptionalDouble queued = gauge("seqmem.trials.queued");
        if (queued.isEmpty()) {
            return;
        }
        StringBuilder line = new StringBuilder(context.experiment()).append(": ");
        for (String outcome : OUTCOMES) {
            double count = sum(registry.find("seqmem.trials").tag("outcome", outcome).counters());
            line.append(number(count)).append(' ').append(outcome).append(", ");
        }
        line.append(number(gauge("seqmem.trials.running").orElse(0))).append(" running, ");
        line.append(number(queued.getAsDouble())).append(" queued; ");
        line.append(number(pace())).append(" steps/s");
        gauge("seqmem.eta").ifPresent(seconds -> line.append(", eta ").append(clock(seconds)));
        context.notes().accept(line.toString());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    /** Steps per second since it was last asked. */
    private double pace() {
        double steps = sum(registry.find("seqmem.steps").counters());
        long now = nanoTime.getAsLong();
        double pace = (steps - stepsBefore) / Math.max(1, now - lastTime) * NANOS_PER_SECOND;
        stepsBefore = steps;
        lastTime = now;
        return pace;
    }

    private OptionalDouble gauge(String name) {
        return registry.find(name).gauges().stream().mapToDouble(Gauge::value).findFirst();
    }

    private static double sum(Collection<Counter> counters) {
        return counters.stream().mapToDouble(Counter::count).sum();
    }

    private static String clock(double seconds) {
        Duration time = Duration.ofSeconds(Math.round(seconds));
        return String.format(
                Locale.ROOT,
                "%d:%02d:%02d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart());
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public Optional<String> place() {
        return Optional.empty();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        say();
        registry.close();
    }
}
