// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/** Pushes to a server of the test; one against the real program is in the distribution. */
@Timeout(60) // what never comes fails, and hangs nobody
class PushgatewayPublisherTest {

    private static final String GROUP = "/metrics/job/seqmem/experiment/first-look";

    private static final Duration RARELY = Duration.ofHours(1);

    private final List<String> notes = new ArrayList<>();
    private final PublisherContext context = new PublisherContext("first-look", notes::add);

    @Test
    void pushesAtTheEndWhatIsOfTheExperiment() throws Exception {
        try (Receiver gateway = new Receiver(200)) {
            Publisher publisher = start(gateway.url() + "/", RARELY, false);
            publisher.registry().counter("seqmem.trials", "experiment", "first-look").increment(3);
            publisher
                    .registry()
                    .counter("seqmem.worker.restarts", "experiment", "first-look", "slot", "0")
                    .increment();
            publisher.registry().counter("jvm.classes.loaded").increment();
            publisher.close();

            Receiver.Request push = gateway.requests.take();
            assertThat(push.method()).isEqualTo("PUT");
            assertThat(push.path()).isEqualTo(GROUP);
            assertThat(new String(push.body(), UTF_8))
                    .contains("seqmem_trials_total{experiment=\"first-look\"} 3.0")
                    .doesNotContain("jvm", "slot");
            assertThat(gateway.requests).isEmpty();
            assertThat(notes).isEmpty();
        }
    }

    @Test
    void pushesAgainAndAgainWhileItRuns() throws Exception {
        try (Receiver gateway = new Receiver(202);
                Publisher publisher = start(gateway.url(), Duration.ofMillis(1), false)) {
            assertThat(publisher.place()).contains(gateway.url());
            assertThat(gateway.requests.take().method()).isEqualTo("PUT");
            assertThat(gateway.requests.take().method()).isEqualTo("PUT");
        }
    }

    @Test
    void deletesItsGroupWhenAsked() throws Exception {
        try (Receiver gateway = new Receiver(202)) {
            start(gateway.url() + "/below", RARELY, true).close();

            Receiver.Request delete = gateway.requests.take();
            assertThat(delete.method()).isEqualTo("DELETE");
            assertThat(delete.path()).isEqualTo("/below" + GROUP);
        }
    }

    @Test
    void goesOnWithoutAGatewayAndSaysSoOnce() throws Exception {
        String nobody;
        try (Receiver gateway = new Receiver(200)) {
            nobody = gateway.url();
        }
        start(nobody, RARELY, false).close();

        assertThat(notes)
                .singleElement()
                .asString()
                .startsWith("cannot deliver to the Pushgateway at " + nobody + ", and tries on: ");
    }

    @Test
    void saysWhenAGatewayRefuses() throws Exception {
        try (Receiver gateway = new Receiver(400)) {
            start(gateway.url(), RARELY, false).close();
        }
        assertThat(notes).singleElement().asString().contains("400");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:9091", "ftp://localhost", "http://", "a b", ""})
    void wantsAnAddressOfHttp(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PushgatewayPublisherConfig(url, "seqmem", RARELY, false))
                .withMessageContaining("url = \"" + url + "\"");
    }

    @Test
    void wantsAJobThatFitsIntoAPath() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new PushgatewayPublisherConfig(
                                        "http://localhost:9091", "a job", RARELY, false))
                .withMessageContaining("job = \"a job\"");
    }

    private Publisher start(String url, Duration every, boolean deleteAtEnd) {
        return new PushgatewayPublisherPlugin()
                .create(new PushgatewayPublisherConfig(url, "seqmem", every, deleteAtEnd), context);
    }
}
