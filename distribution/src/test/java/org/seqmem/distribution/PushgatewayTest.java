// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;
import org.seqmem.plugins.metrics.publish.PushgatewayPublisherConfig;
import org.seqmem.plugins.metrics.publish.PushgatewayPublisherPlugin;

/** Pushes to the real Pushgateway. */
@Tag("processes")
class PushgatewayTest {

    private static final Pattern LISTENING =
            Pattern.compile("\"?Listening on\"? address=([0-9.:]+)");

    private final List<String> notes = new ArrayList<>();

    @Test
    void resultsStayUnlessTheyAreDeletedAtTheEnd() throws Exception {
        Process gateway =
                new ProcessBuilder(
                                Programs.require("prometheus-pushgateway"),
                                "--web.listen-address=127.0.0.1:0")
                        .redirectErrorStream(true)
                        .start();
        try (BufferedReader log = gateway.inputReader()) {
            String url = "http://" + address(log);
            publish(url, false);
            assertThat(metrics(url))
                    .containsPattern(
                            "\nseqmem_trials_total\\{experiment=\"first-look\",instance=\"\","
                                    + "job=\"nightly\",outcome=\"completed\"\\} 3\n")
                    .containsPattern(
                            "\npush_time_seconds\\{experiment=\"first-look\",instance=\"\","
                                    + "job=\"nightly\"\\} 1");
            publish(url, true);
            assertThat(metrics(url))
                    .doesNotContain("first-look")
                    .contains("pushgateway_build_info");
            assertThat(notes).isEmpty();
        } finally {
            gateway.destroy();
        }
    }

    private static String address(BufferedReader log) throws IOException {
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            Matcher matcher = LISTENING.matcher(line);
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        throw new IOException("the Pushgateway ended before it listened");
    }

    private void publish(String url, boolean deleteAtEnd) {
        Publisher publisher =
                new PushgatewayPublisherPlugin()
                        .create(
                                new PushgatewayPublisherConfig(
                                        url, "nightly", Duration.ofHours(1), deleteAtEnd),
                                new PublisherContext("first-look", notes::add));
        publisher
                .registry()
                .counter("seqmem.trials", "experiment", "first-look", "outcome", "completed")
                .increment(3);
        publisher.close();
    }

    private static String metrics(String url) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url + "/metrics")).build(),
                        BodyHandlers.ofString())
                .body();
    }
}
