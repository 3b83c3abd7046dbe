// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;

/** Micrometer's own meters of the driver's virtual machine and process, and of the machine. */
final class ProcessMeters implements AutoCloseable {

    private final MeterRegistry registry;
    private final JvmGcMetrics garbage = new JvmGcMetrics();

    ProcessMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Makes the meters. */
    void bind() {
        // counts nanoseconds under their own name; process.cpu.usage says the same in base units
        registry.config().meterFilter(MeterFilter.denyNameStartsWith("process.cpu.time"));
        registry.config().meterFilter(new CountOfProcessors());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        garbage.bindTo(registry);
    }

    /** In the text format of Prometheus, {@code _count} is an ending of histograms alone. */
    private static final class CountOfProcessors implements MeterFilter {

        @Override
        public Meter.Id map(Meter.Id id) {
            return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
        }
    }

    /** Stops listening to the collectors. */
    @Override
    public void close() {
        garbage.close();
    }
}
