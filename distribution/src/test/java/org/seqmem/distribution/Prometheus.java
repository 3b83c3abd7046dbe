// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Prometheus that runs with the files of an installation, in a hurry. */
final class Prometheus implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final String address;

    private Prometheus(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /**
     * Starts it and waits until it answers.
     *
     * @param directory a new one for what it writes
     * @param files the folder with its configuration; only where to scrape and how often is changed
     * @param target the address, with a port, at which a run can be scraped
     */
    static Prometheus start(String program, Path directory, Path files, String target)
            throws IOException, InterruptedException {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode config = yaml.readTree(files.resolve("prometheus.yml").toFile());
        ((ObjectNode) config.path("global"))
                .put("scrape_interval", "1s")
                .put("evaluation_interval", "1s");
        for (JsonNode job : config.path("scrape_configs")) {
            ArrayNode targets = ((ObjectNode) job.at("/static_configs/0")).putArray("targets");
            if (job.path("job_name").asText().equals("seqmem")) {
                targets.add(target);
            }
        }
        Files.createDirectories(directory);
        for (JsonNode rules : config.path("rule_files")) {
            Files.copy(files.resolve(rules.asText()), directory.resolve(rules.asText()));
        }
        yaml.writeValue(directory.resolve("prometheus.yml").toFile(), config);
        String address = "127.0.0.1:" + freePort();
        Process process =
                new ProcessBuilder(
                                program,
                                "--config.file=prometheus.yml",
                                "--storage.tsdb.path=data",
                                "--web.listen-address=" + address,
                                "--enable-feature=exemplar-storage")
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log.txt").toFile())
                        .start();
        Prometheus prometheus = new Prometheus(process, address);
        Processes.await(
                "prometheus is ready", PATIENCE, () -> !process.isAlive() || prometheus.isReady());
        assertThat(process.isAlive())
                .as(() -> "prometheus ended: " + log(directory.resolve("log.txt")))
                .isTrue();
        return prometheus;
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private boolean isReady() {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (ConnectException notYet) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The samples that a query has now. */
    JsonNode query(String expression) throws IOException {
        return data("/api/v1/query?query=" + URLEncoder.encode(expression, UTF_8)).path("result");
    }

    /** Whether a query has a sample now that is a number. */
    boolean hasData(String expression) throws IOException {
        for (JsonNode sample : query(expression)) {
            if (!sample.path("value").path(1).asText().equals("NaN")) {
                return true;
            }
        }
        return false;
    }

    /** The ids of traces that a query has for examples. */
    List<String> exemplars(String expression) throws IOException {
        Instant now = Instant.now();
        return data("/api/v1/query_exemplars?query="
                        + URLEncoder.encode(expression, UTF_8)
                        + ("&start=" + now.minus(Duration.ofHours(1)) + "&end=" + now))
                .findValuesAsText("trace_id");
    }

    /** The data of an answer of its API. */
    JsonNode data(String path) throws IOException {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).path("data");
    }

    private HttpResponse<String> get(String path) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + address + path))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
