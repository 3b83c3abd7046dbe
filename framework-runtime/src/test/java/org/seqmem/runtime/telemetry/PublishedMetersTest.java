// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.seqmem.api.NoConfig;
import org.seqmem.api.Use;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.api.publish.PublisherPlugin;
import org.seqmem.runtime.launch.Plans;
import org.seqmem.runtime.launch.RunOutline;
import org.seqmem.runtime.plan.Plan;

class PublishedMetersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    private static final Plan PLAN = Plans.of("aa0000000000");
    private static final RunOutline OUTLINE =
            new RunOutline(PLAN, 1, PLAN.trials(), List.of(), 0, 1, "cpu");

    /** Long enough for everything that ends at all. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** For what never ends. */
    private static final Duration SHORT = Duration.ofMillis(200);

    private final List<String> notes = new ArrayList<>();
    private final RememberingPublisher good = new RememberingPublisher("good");

    @Test
    void recordsToEveryPublisherAndSaysWhereTheyAre() {
        RememberingPublisher other = new RememberingPublisher("other");
        try (PublishedMeters meters = open(good, other)) {
            meters.begun(OUTLINE);

            assertThat(meters.places()).containsExactly("at good", "at other");
            assertThat(good.registry.get("seqmem.trials.queued").gauge().value()).isEqualTo(1);
            assertThat(other.registry.get("seqmem.trials.queued").gauge().value()).isEqualTo(1);
        }
        assertThat(good.closings).isEqualTo(1);
        assertThat(other.closings).isEqualTo(1);
        assertThat(notes).isEmpty();
    }

    @Test
    void leavesOutAPublisherThatDoesNotStart() {
        PublisherPlugin<NoConfig> broken =
                plugin(
                        "broken",
                        () -> {
                            throw new IllegalStateException("port taken");
                        });
        try (PublishedMeters meters = open(broken, good)) {
            meters.begun(OUTLINE);

            assertThat(notes).containsExactly("the publisher \"broken\" is left out: port taken");
            assertThat(meters.places()).containsExactly("at good");
        }
    }

    @Test
    void leavesOutAPublisherWhoseLibraryIsMissing() {
        PublisherPlugin<NoConfig> broken =
                plugin(
                        "broken",
                        () -> {
                            throw new NoClassDefFoundError("org/influx/Client");
                        });
        try (PublishedMeters meters = open(broken, good)) {
            assertThat(notes)
                    .containsExactly("the publisher \"broken\" is left out: org/influx/Client");
            assertThat(meters.places()).containsExactly("at good");
        }
    }

    @Test
    void closesAndLeavesOutAPublisherThatFailsLaterAndSaysSoOnce() {
        RememberingPublisher broken = new RememberingPublisher("broken");
        broken.registry
                .config()
                .onMeterAdded(
                        meter -> {
                            throw new IllegalStateException("connection lost");
                        });
        try (PublishedMeters meters = open(broken, good)) {
            meters.begun(OUTLINE);
            meters.started(PLAN.trials().get(0), 0);

            assertThat(notes)
                    .containsExactly("the publisher \"broken\" is left out: connection lost");
            assertThat(good.registry.get("seqmem.trials.running").gauge().value()).isEqualTo(1);
        }
        assertThat(broken.closings).isEqualTo(1);
    }

    @Test
    void closesTheOthersWhenOneDoesNotClose() {
        RememberingPublisher broken = new RememberingPublisher("broken");
        broken.failsToClose = true;

        open(broken, good).close();

        assertThat(good.closings).isEqualTo(1);
        assertThat(notes).containsExactly("the publisher \"broken\" is left out: still busy");
    }

    @Test
    void doesNotWaitForOneThatDoesNotEnd() {
        RememberingPublisher stuck = new RememberingPublisher("stuck");
        stuck.neverCloses = true;

        open(List.of(plugin("stuck", () -> stuck), plugin("good", () -> good)), SHORT).close();

        assertThat(good.closings).isEqualTo(1);
        assertThat(notes)
                .containsExactly(
                        "the publisher \"stuck\" is left out: it did not answer within 200 ms");
    }

    @Test
    void doesNotWaitForOneThatDoesNotStart() {
        PublisherPlugin<NoConfig> stuck =
                plugin(
                        "stuck",
                        () -> {
                            while (true) {
                                LockSupport.park();
                            }
                        });
        try (PublishedMeters meters = open(List.of(stuck, plugin("good", () -> good)), SHORT)) {
            assertThat(meters.places()).containsExactly("at good");
            assertThat(notes)
                    .containsExactly(
                            "the publisher \"stuck\" is left out: it did not answer within 200 ms");
        }
    }

    @Test
    void tellsPublishersOfWhichTrialItRecords() {
        try (PublishedMeters meters = open(good)) {
            meters.begun(OUTLINE);
            meters.cutOff(PLAN.trials().get(0), 0, true);
        }
        assertThat(good.recordings).containsExactly(Optional.of("aa0000000000"), Optional.empty());
    }

    @Test
    void showsTheProcessToo() {
        try (PublishedMeters meters = open(good)) {
            meters.begun(OUTLINE);
            assertThat(good.registry.find("jvm.memory.used").gauges()).isNotEmpty();
            assertThat(good.registry.find("process.uptime").meter()).isNotNull();
        }
    }

    @Test
    void asksForNothingWhenNobodyPublishes() {
        try (PublishedMeters meters =
                new PublishedMeters(
                        List.of(),
                        PLAN.name(),
                        () -> {
                            throw new AssertionError("reads the store for nobody");
                        },
                        CLOCK,
                        notes::add)) {
            meters.begun(OUTLINE);
        }
        assertThat(notes).isEmpty();
    }

    private PublishedMeters open(RememberingPublisher... publishers) {
        List<PublisherPlugin<NoConfig>> plugins = new ArrayList<>();
        for (RememberingPublisher publisher : publishers) {
            plugins.add(plugin(publisher.name, () -> publisher));
        }
        return open(plugins);
    }

    private PublishedMeters open(PublisherPlugin<NoConfig> first, RememberingPublisher second) {
        return open(List.of(first, plugin(second.name, () -> second)));
    }

    private PublishedMeters open(List<PublisherPlugin<NoConfig>> plugins) {
        return open(plugins, PATIENCE);
    }

    private PublishedMeters open(List<PublisherPlugin<NoConfig>> plugins, Duration patience) {
        List<Use<PublisherPlugin<?>>> uses = new ArrayList<>();
        for (PublisherPlugin<NoConfig> plugin : plugins) {
            uses.add(new Use<>(plugin, new NoConfig()));
        }
        return new PublishedMeters(
                uses,
                PLAN.name(),
                () -> new PublishedMeters.Earlier(Map.of(), Set.of()),
                CLOCK,
                notes::add,
                patience);
    }

    private interface Start {
        Publisher publisher();
    }

    private static PublisherPlugin<NoConfig> plugin(String name, Start start) {
        return new PublisherPlugin<>() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Class<NoConfig> configType() {
                return NoConfig.class;
            }

            @Override
            public String summary() {
                return "publishes to a test";
            }

            @Override
            public Publisher create(NoConfig config, PublisherContext context) {
                return start.publisher();
            }
        };
    }

    private static final class RememberingPublisher implements Publisher {

        final SimpleMeterRegistry registry = new SimpleMeterRegistry();
        final String name;
        final List<Optional<String>> recordings = new ArrayList<>();
        boolean failsToClose;
        boolean neverCloses;
        int closings;

        RememberingPublisher(String name) {
            this.name = name;
        }

        @Override
        public MeterRegistry registry() {
            return registry;
        }

        @Override
        public void recording(Optional<String> trial) {
            recordings.add(trial);
        }

        @Override
        public Optional<String> place() {
            return Optional.of("at " + name);
        }

        @Override
        public void close() {
            closings++;
            while (neverCloses) {
                LockSupport.park();
            }
            if (failsToClose) {
                throw new IllegalStateException("still busy");
            }
        }
    }
}
