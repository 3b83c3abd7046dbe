// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/** Talks to a real server on the loopback address. */
class PrometheusPublisherTest {

    private static final String LOOPBACK = "127.0.0.1";

    private static final PublisherContext CONTEXT = new PublisherContext("first-look", note -> {});

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void servesTheMetersInTheTextFormat() throws Exception {
        try (Publisher publisher = start(0)) {
            publisher.registry().counter("seqmem.trials", "outcome", "completed").increment(3);

            HttpResponse<String> response = get(place(publisher));

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain; version=0.0.4");
            assertThat(response.body()).contains("seqmem_trials_total{outcome=\"completed\"} 3.0");
        }
    }

    @Test
    void saysThatItLives() throws Exception {
        try (Publisher publisher = start(0)) {
            assertThat(get(place(publisher).resolve("/healthz")).body()).isEqualTo("ok\n");
        }
    }

    @Test
    void hasNothingElseAndTakesNothingIn() throws Exception {
        try (Publisher publisher = start(0)) {
            assertThat(get(place(publisher).resolve("/metrics/x")).statusCode()).isEqualTo(404);
            assertThat(get(place(publisher).resolve("/")).statusCode()).isEqualTo(404);
            HttpRequest post =
                    HttpRequest.newBuilder(place(publisher)).POST(BodyPublishers.noBody()).build();
            assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
        }
    }

    @Test
    void takesTheNextFreePortWhenItsOwnIsTaken() {
        try (Publisher first = start(0);
                Publisher second = start(place(first).getPort())) {
            assertThat(place(second).getPort())
                    .isGreaterThan(place(first).getPort())
                    .isLessThanOrEqualTo(place(first).getPort() + 10);
        }
    }

    @Test
    void freesItsPortWhenClosed() {
        Publisher publisher = start(0);
        URI place = place(publisher);

        publisher.close();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> get(place));
    }

    @Test
    void saysWhichAddressItCannotListenOn() {
        // A documentation address (RFC 5737): no machine has it.
        assertThatExceptionOfType(SeqmemException.class)
                .isThrownBy(
                        () ->
                                new PrometheusPublisherPlugin()
                                        .create(
                                                new PrometheusPublisherConfig("192.0.2.1", 9464),
                                                CONTEXT))
                .withMessageContaining("192.0.2.1")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IO));
    }

    private static Publisher start(int port) {
        return new PrometheusPublisherPlugin()
                .create(new PrometheusPublisherConfig(LOOPBACK, port), CONTEXT);
    }

    private static URI place(Publisher publisher) {
        return URI.create(publisher.place().orElseThrow());
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
