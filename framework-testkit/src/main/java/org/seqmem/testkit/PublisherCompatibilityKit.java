// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.fail;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;

/**
 * What every publisher must keep: once it has started, nothing that is recorded comes back as an
 * exception, and after it was closed nothing of it is left.
 *
 * @param <C> the plugin's configuration
 */
public abstract class PublisherCompatibilityKit<C extends Record>
        extends PluginCompatibilityKit<PublisherPlugin<?>> {

    /** The driver has no more patience with a publisher that is to end either. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A trial's id, as examples beside numbers name it. */
    private static final String TRIAL = "0123456789ab";

    @Override
    protected abstract PublisherPlugin<C> plugin();

    /**
     * A configuration that starts anywhere, for instance on port 0. A publisher that sends may be
     * given a receiver that is not there: this is when it must not throw.
     */
    protected abstract C example();

    /** How long a thread may take to end. */
    Duration patience() {
        return PATIENCE;
    }

    @Override
    final void use() {
        try (Publisher publisher = start()) {
            record(publisher.registry());
        }
    }

    @Test
    final void takesWhateverIsRecorded() {
        try (Publisher publisher = start()) {
            MeterRegistry registry = publisher.registry();
            assertThat(publisher.registry()).as("second registry").isSameAs(registry);
            assertThatCode(() -> record(registry)).as("recording").doesNotThrowAnyException();
            assertThatCode(
                            () -> {
                                publisher.recording(Optional.of(TRIAL));
                                record(registry);
                                publisher.recording(Optional.empty());
                                record(registry);
                            })
                    .as("recording of a trial")
                    .doesNotThrowAnyException();
            assertThat(registry.find("seqmem.kit.trials").counters())
                    .as("counters in the registry")
                    .isNotEmpty();
        }
    }

    @Test
    final void tellsItsPlaceInALine() {
        try (Publisher publisher = start()) {
            publisher
                    .place()
                    .ifPresent(
                            place ->
                                    assertThat(place)
                                            .as("place")
                                            .isNotBlank()
                                            .doesNotContain("\n"));
        }
    }

    @Test
    final void standsBesideAnotherOfItsKind() {
        try (Publisher one = start();
                Publisher other = start()) {
            assertThatCode(
                            () -> {
                                record(one.registry());
                                record(other.registry());
                            })
                    .as("recording with two at a time")
                    .doesNotThrowAnyException();
        }
    }

    @Test
    final void canBeClosedTwiceAndRecordedToAfterwards() {
        Publisher publisher = start();
        MeterRegistry registry = publisher.registry();
        record(registry);
        publisher.close();
        assertThatCode(publisher::close).as("second close").doesNotThrowAnyException();
        assertThatCode(
                        () -> {
                            publisher.recording(Optional.of(TRIAL));
                            record(registry);
                        })
                .as("recording after it was closed")
                .doesNotThrowAnyException();
    }

    @Test
    final void leavesNoThreadBehind() {
        Set<Thread> before = threads();
        Publisher publisher = start();
        record(publisher.registry());
        publisher.close();
        Set<Thread> left = threads();
        left.removeAll(before);
        for (Thread thread : left) {
            try {
                thread.join(patience().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                fail("interrupted while a thread of the publisher ends", e);
            }
            assertThat(thread.isAlive())
                    .as("whether thread \"%s\" still lives after it was closed", thread.getName())
                    .isFalse();
        }
    }

    /** Threads of the engine and of the virtual machine come and go; those are not meant. */
    private static Set<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(
                thread ->
                        thread.getThreadGroup() == null
                                || thread.getThreadGroup().getName().equals("system")
                                || thread.getThreadGroup().getName().startsWith("Innocuous"));
        return threads;
    }

    @Test
    final void saysWhatAPersonShouldKnowInSentences() {
        List<String> notes = new CopyOnWriteArrayList<>();
        try (Publisher publisher =
                plugin().create(example(), new PublisherContext("kit", notes::add))) {
            record(publisher.registry());
        }
        assertThat(notes).as("notes").allSatisfy(note -> assertThat(note).isNotBlank());
    }

    private Publisher start() {
        return plugin().create(example(), new PublisherContext("kit", note -> {}));
    }

    /** Meters of every sort that a run has, with names and values that are seldom met. */
    private static void record(MeterRegistry registry) {
        registry.counter("seqmem.kit.trials", "outcome", "completed").increment();
        registry.counter("seqmem.kit.trials", "outcome", "μ \"quoted\"\n\\").increment(0.5);
        registry.timer("seqmem.kit.step", "model", "lstm").record(Duration.ofNanos(1));
        registry.summary("seqmem.kit.loss").record(Double.MAX_VALUE);
        for (double value : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            registry.gauge("seqmem.kit.error." + value, value);
        }
    }
}
