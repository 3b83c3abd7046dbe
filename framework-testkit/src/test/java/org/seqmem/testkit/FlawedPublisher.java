// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.seqmem.api.NoConfig;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;

/** Keeps meters in memory, right or with one flaw, to test the kit. */
record FlawedPublisher(Flaw flaw) implements FlawedPlugin, PublisherPlugin<NoConfig> {

    enum Flaw {
        NONE,
        REFUSES_TAGS,
        RENEWS_ITS_REGISTRY,
        LOSES_WHAT_IS_RECORDED,
        THROWS_OF_TRIALS,
        HAS_A_BLANK_PLACE,
        BEARS_NO_OTHER,
        CLOSES_ONCE,
        LEAVES_A_THREAD,
        NOTES_NOTHING,
        PRINTS
    }

    private static final AtomicInteger OPEN = new AtomicInteger();

    @Override
    public Publisher create(NoConfig config, PublisherContext context) {
        if (flaw == Flaw.NOTES_NOTHING) {
            context.notes().accept(" ");
        }
        if (flaw == Flaw.PRINTS) {
            System.out.println("started");
        }
        return new InMemory(flaw);
    }

    private static final class InMemory implements Publisher {

        private final Flaw flaw;
        private final CountDownLatch end = new CountDownLatch(1);
        private boolean closed;

        InMemory(Flaw flaw) {
            this.flaw = flaw;
            OPEN.incrementAndGet();
            if (flaw == Flaw.LOSES_WHAT_IS_RECORDED) {
                registry.config().meterFilter(MeterFilter.deny());
            }
            if (flaw == Flaw.LEAVES_A_THREAD) {
                Thread thread = new Thread(this::await, "forgotten");
                thread.setDaemon(true);
                thread.start();
            }
        }

        private final MeterRegistry registry =
                new SimpleMeterRegistry() {
                    @Override
                    protected Counter newCounter(Meter.Id id) {
                        if (flaw == Flaw.REFUSES_TAGS && id.toString().contains("quoted")) {
                            throw new IllegalArgumentException("a strange tag");
                        }
                        if (flaw == Flaw.BEARS_NO_OTHER && OPEN.get() > 1) {
                            throw new IllegalStateException("another one is there");
                        }
                        return super.newCounter(id);
                    }
                };

        private void await() {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public MeterRegistry registry() {
            return flaw == Flaw.RENEWS_ITS_REGISTRY ? new SimpleMeterRegistry() : registry;
        }

        @Override
        public void recording(Optional<String> trial) {
            if (flaw == Flaw.THROWS_OF_TRIALS && trial.isPresent()) {
                throw new UnsupportedOperationException("examples");
            }
        }

        @Override
        public Optional<String> place() {
            return flaw == Flaw.HAS_A_BLANK_PLACE ? Optional.of("") : Optional.empty();
        }

        @Override
        public void close() {
            if (closed && flaw == Flaw.CLOSES_ONCE) {
                throw new IllegalStateException("closed");
            }
            if (!closed) {
                OPEN.decrementAndGet();
            }
            closed = true;
        }
    }
}
