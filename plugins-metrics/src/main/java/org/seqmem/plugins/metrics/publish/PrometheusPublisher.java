// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.publish.Publisher;

/** Serves {@code /metrics} in the text format of Prometheus, and {@code /healthz}. */
final class PrometheusPublisher implements Publisher {

    // Several runs on one machine take neighbouring ports; more than these hint at a mistake.
    private static final int FURTHER_PORTS = 10;

    private static final int LARGEST_PORT = 65_535;

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String PLAIN_TYPE = "text/plain; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final HttpServer server;
    private final ExecutorService thread;

    private PrometheusPublisher(HttpServer server) {
        this.server = server;
        this.thread =
                Executors.newSingleThreadExecutor(
                        task -> {
                            Thread worker = new Thread(task, "prometheus-publisher");
                            worker.setDaemon(true);
                            return worker;
                        });
    }

    static PrometheusPublisher start(PrometheusPublisherConfig config) {
        PrometheusPublisher publisher = new PrometheusPublisher(listen(config));
        publisher.server.setExecutor(publisher.thread);
        publisher.server.createContext(
                "/metrics", get("/metrics", METRICS_TYPE, publisher.registry::scrape));
        publisher.server.createContext("/healthz", get("/healthz", PLAIN_TYPE, () -> "ok\n"));
        publisher.server.start();
        return publisher;
    }

    private static HttpServer listen(PrometheusPublisherConfig config) {
        int first = config.port();
        // Port 0 is any free one: there is no next.
        int last = first == 0 ? 0 : Math.min(first + FURTHER_PORTS, LARGEST_PORT);
        try {
            InetAddress host = InetAddress.getByName(config.host());
            for (int port = first; port < last; port++) {
                try {
                    return HttpServer.create(new InetSocketAddress(host, port), 0);
                } catch (BindException taken) {
                    // the next one, then
                }
            }
            return HttpServer.create(new InetSocketAddress(host, last), 0);
        } catch (IOException e) {
            throw new SeqmemException(
                    ErrorCode.IO,
                    "cannot listen on "
                            + config.host()
                            + ", port "
                            + first
                            + (last > first ? " to " + last : "")
                            + ": "
                            + e.getMessage(),
                    e);
        }
    }

    private static HttpHandler get(String path, String type, Supplier<String> answer) {
        return exchange -> {
            try (exchange) {
                // The server hands over every path that begins with the context's.
                if (!exchange.getRequestURI().getPath().equals(path)) {
                    exchange.sendResponseHeaders(404, -1);
                } else if (!exchange.getRequestMethod().equals("GET")) {
                    exchange.sendResponseHeaders(405, -1);
                } else {
                    respond(exchange, type, answer.get().getBytes(UTF_8));
                }
            }
        };
    }

    private static void respond(HttpExchange exchange, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public Optional<String> place() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return Optional.of(
                "http://"
                        + (host.contains(":") ? "[" + host + "]" : host)
                        + ":"
                        + address.getPort()
                        + "/metrics");
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdown();
        registry.close();
    }
}
