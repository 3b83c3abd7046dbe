// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/** Talks to a real server on the loopback address. */
class PrometheusPublisherTest {

    private static final String LOOPBACK = "127.0.0.1";

    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    /** Only keeps a broken build from hanging. */
    private static final int HANGING_SECONDS = 60;

    private final List<String> notes = new ArrayList<>();
    private final PublisherContext context = new PublisherContext("first-look", notes::add);
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
    void leadsFromCountersAndBucketsToTrials() throws Exception {
        try (Publisher publisher = start(0)) {
            MeterRegistry registry = publisher.registry();
            publisher.recording(Optional.of("3fa91c0d22be"));
            registry.counter("seqmem.trials").increment();
            Timer.builder("seqmem.step")
                    .serviceLevelObjectives(Duration.ofMillis(1))
                    .register(registry)
                    .record(Duration.ofNanos(1));
            publisher.recording(Optional.empty());
            registry.counter("seqmem.worker.restarts").increment();

            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(place(publisher)).header("Accept", OPEN_METRICS));

            String exemplar =
                    " # {span_id=\"00003fa91c0d22be\","
                            + "trace_id=\"000000000000000000003fa91c0d22be\"} ";
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("application/openmetrics-text; version=1.0.0");
            assertThat(response.body())
                    .contains("seqmem_trials_total 1.0" + exemplar + "1.0")
                    .contains("seqmem_step_seconds_bucket{le=\"0.001\"} 1" + exemplar + "1.0E-9")
                    .contains("seqmem_worker_restarts_total 1.0\n")
                    .endsWith("# EOF\n");
        }
    }

    @Test
    void showsNoExampleOfWhatAnotherThreadRecords() throws Exception {
        try (Publisher publisher = start(0)) {
            publisher.recording(Optional.of("3fa91c0d22be"));
            Thread collector = new Thread(() -> publisher.registry().counter("jvm.gc").increment());
            collector.start();
            collector.join();

            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(place(publisher)).header("Accept", OPEN_METRICS));

            assertThat(response.body()).contains("jvm_gc_total 1.0\n");
        }
    }

    @Test
    void forgetsWhatIsTakenAway() throws Exception {
        try (Publisher publisher = start(0)) {
            MeterRegistry registry = publisher.registry();
            Gauge.builder("seqmem.slot.loss", () -> 1).tag("slot", "0").register(registry);
            Gauge ended =
                    Gauge.builder("seqmem.slot.loss", () -> 2).tag("slot", "1").register(registry);
            registry.remove(ended);

            assertThat(get(place(publisher)).body())
                    .contains("seqmem_slot_loss{slot=\"0\"} 1.0")
                    .doesNotContain("slot=\"1\"");
        }
    }

    @Test
    @Timeout(HANGING_SECONDS)
    void recordingNeverWaitsForAScrape() throws Exception {
        try (Publisher publisher = start(0)) {
            MeterRegistry registry = publisher.registry();
            CountDownLatch scraping = new CountDownLatch(1);
            CountDownLatch recorded = new CountDownLatch(1);
            Gauge.builder("slow", () -> waited(scraping, recorded)).register(registry);
            CompletableFuture<HttpResponse<String>> scrape =
                    client.sendAsync(
                            HttpRequest.newBuilder(place(publisher)).build(),
                            BodyHandlers.ofString());
            scraping.await();

            registry.counter("seqmem.steps").increment();
            Gauge gauge = Gauge.builder("seqmem.slot.loss", () -> 1).register(registry);
            registry.timer("seqmem.checkpoint").record(Duration.ofSeconds(1));
            registry.remove(gauge);
            recorded.countDown();

            assertThat(scrape.get().statusCode()).isEqualTo(200);
        }
    }

    private static int waited(CountDownLatch scraping, CountDownLatch recorded) {
        scraping.countDown();
        try {
            recorded.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 1;
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
            HttpResponse<String> post =
                    send(
                            HttpRequest.newBuilder(place(publisher))
                                    .POST(BodyPublishers.ofString("x")));
            assertThat(post.statusCode()).isEqualTo(405);
            assertThat(post.headers().firstValue("Allow")).contains("GET, HEAD");
        }
    }

    @Test
    void tellsTheHeadersAlone() throws Exception {
        try (Publisher publisher = start(0)) {
            HttpResponse<String> head =
                    send(
                            HttpRequest.newBuilder(place(publisher))
                                    .method("HEAD", BodyPublishers.noBody()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "\u0000\u0001\u00ff\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /../metrics HTTP/1.1\r\nHost: x\r\n\r\n",
                "GET /metrics%00 HTTP/1.1\r\nHost: x\r\n\r\n",
                "PRI * HTTP/2.0\r\n\r\n",
                "POST /metrics HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n"
            })
    @Timeout(HANGING_SECONDS)
    void refusesGarbageAndLivesOn(String garbage) throws Exception {
        try (Publisher publisher = start(0)) {
            assertThat(answer(publisher, garbage)).matches("HTTP/1.1 4[0-9]{2} .*");
            assertThat(get(place(publisher)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Timeout(HANGING_SECONDS)
    void hangsUpOnWhatHasNoPath() throws Exception {
        try (Publisher publisher = start(0)) {
            // the server of the JDK does so by itself, before anybody is asked
            assertThat(answer(publisher, "GET mailto:x HTTP/1.1\r\nHost: x\r\n\r\n")).isNull();
            assertThat(get(place(publisher)).statusCode()).isEqualTo(200);
        }
    }

    @Test
    @Timeout(HANGING_SECONDS)
    void answersWhileOthersSendHalfARequest() throws Exception {
        try (Publisher publisher = start(0);
                Socket one = connected(publisher);
                Socket two = connected(publisher)) {
            one.getOutputStream().write("GET /metrics HTT".getBytes(ISO_8859_1));
            two.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost:".getBytes(ISO_8859_1));

            assertThat(get(place(publisher)).statusCode()).isEqualTo(200);
        }
    }

    private static Socket connected(Publisher publisher) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), place(publisher).getPort());
    }

    private static @Nullable String answer(Publisher publisher, String request) throws IOException {
        try (Socket socket = connected(publisher)) {
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))
                    .readLine();
        }
    }

    @Test
    void takesTheNextFreePortWhenItsOwnIsTaken() {
        try (Publisher first = start(0);
                Publisher second = start(place(first).getPort())) {
            assertThat(place(second).getPort())
                    .isGreaterThan(place(first).getPort())
                    .isLessThanOrEqualTo(place(first).getPort() + 10);
            assertThat(notes)
                    .containsExactly(
                            "port "
                                    + place(first).getPort()
                                    + " is taken: the meters are on port "
                                    + place(second).getPort());
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
                                                context))
                .withMessageContaining("192.0.2.1")
                .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.IO));
    }

    private Publisher start(int port) {
        return new PrometheusPublisherPlugin()
                .create(new PrometheusPublisherConfig(LOOPBACK, port), context);
    }

    private static URI place(Publisher publisher) {
        return URI.create(publisher.place().orElseThrow());
    }

    private HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri));
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
