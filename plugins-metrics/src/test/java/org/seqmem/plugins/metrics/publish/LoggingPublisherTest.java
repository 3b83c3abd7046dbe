// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

@Timeout(60) // what never comes fails, and hangs nobody
class LoggingPublisherTest {

    private final List<String> notes = new ArrayList<>();
    private long now;

    @Test
    void saysInALineHowFarTheRunIs() {
        LoggingPublisher publisher =
                new LoggingPublisher(new PublisherContext("first-look", notes::add), () -> now);
        publisher.say(); // not begun: nothing to say
        assertThat(notes).isEmpty();

        gauge(publisher, "seqmem.trials.queued", 34);
        gauge(publisher, "seqmem.trials.running", 2);
        count(publisher, "seqmem.trials", "outcome", "completed", 9);
        count(publisher, "seqmem.trials", "outcome", "diverged", 1);
        count(publisher, "seqmem.steps", "model", "lstm", 5000);
        count(publisher, "seqmem.steps", "model", "tcn", 1000);
        now += Duration.ofSeconds(2).toNanos();
        publisher.say();

        gauge(publisher, "seqmem.eta", 3723.4);
        count(publisher, "seqmem.steps", "model", "tcn", 10);
        now += Duration.ofSeconds(1).toNanos();
        publisher.close();

        assertThat(notes)
                .containsExactly(
                        "first-look: 9 completed, 1 diverged, 0 failed, 2 running, 34 queued;"
                                + " 3,000 steps/s",
                        "first-look: 9 completed, 1 diverged, 0 failed, 2 running, 34 queued;"
                                + " 10 steps/s, eta 1:02:03");
    }

    @Test
    void saysItAgainAndAgain() throws InterruptedException {
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Publisher publisher =
                LoggingPublisher.start(
                        new LoggingPublisherConfig(Duration.ofMillis(1)),
                        new PublisherContext("first-look", lines::add));
        gauge(publisher, "seqmem.trials.queued", 1);

        assertThat(lines.take()).startsWith("first-look: ");
        assertThat(lines.take()).startsWith("first-look: ");
        publisher.close();
    }

    private static void gauge(Publisher publisher, String name, double value) {
        Gauge.builder(name, () -> value).register(publisher.registry());
    }

    private static void count(
            Publisher publisher, String name, String key, String value, double amount) {
        publisher.registry().counter(name, key, value).increment(amount);
    }
}
