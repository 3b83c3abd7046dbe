// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.util.NamedThreadFactory;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.seqmem.api.ErrorCode;
import org.seqmem.api.SeqmemException;
import org.seqmem.api.publish.Publisher;
import org.seqmem.api.publish.PublisherContext;

/**
 * Serves {@code /metrics} in the text format of Prometheus or as OpenMetrics, whichever is asked
 * for, and {@code /healthz}; nothing else.
 */
final class PrometheusPublisher implements Publisher {

    // Several runs on one machine take neighbouring ports; more than these hint at a mistake.
    private static final int FURTHER_PORTS = 10;

    private static final int LARGEST_PORT = 65_535;

    // A scraper that sends or reads slowly holds a thread; the others answer meanwhile.
    private static final int THREADS = 4;

    private static final String PLAIN_TYPE = "text/plain; charset=utf-8";

    private static final List<String> METHODS = List.of("GET", "HEAD");

    private final TrialExemplars exemplars = new TrialExemplars();
    private final PrometheusMeterRegistry registry;
    private final MetricsPage page;
    private final HttpServer server;
    private final ExecutorService threads;

    private PrometheusPublisher(HttpServer server) {
        PrometheusRegistry meters = new PrometheusRegistry();
        this.registry =
                new PrometheusMeterRegistry(
                        PrometheusConfig.DEFAULT, meters, Clock.SYSTEM, exemplars);
        this.page = new MetricsPage(meters, System::nanoTime);
        this.server = server;
        this.threads =
                Executors.newFixedThreadPool(
                        THREADS, new NamedThreadFactory("prometheus-publisher"));
    }

    static PrometheusPublisher start(PrometheusPublisherConfig config, PublisherContext context) {
        PrometheusPublisher publisher = new PrometheusPublisher(listen(config));
        publisher.server.setExecutor(publisher.threads);
        publisher.server.createContext("/", publisher::answer);
        publisher.server.start();
        int port = publisher.server.getAddress().getPort();
        if (config.port() != 0 && port != config.port()) {
            context.notes()
                    .accept("port " + config.port() + " is taken: the meters are on port " + port);
        }
        return publisher;
    }

    private static HttpServer listen(PrometheusPublisherConfig config) {
        boundExchanges();
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

    /**
     * The JDK's server waits for ever for the rest of a request, and lets Nagle's algorithm hold
     * each answer back for 40 ms, unless these properties say otherwise. It reads them once.
     */
    private static void boundExchanges() {
        setUnlessSet("sun.net.httpserver.maxReqTime", "10"); // seconds
        setUnlessSet("sun.net.httpserver.maxRspTime", "10");
        setUnlessSet("sun.net.httpserver.nodelay", "true");
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            boolean metrics = path.equals("/metrics");
            if (!metrics && !path.equals("/healthz")) {
                respond(exchange, 404, PLAIN_TYPE, "only /metrics and /healthz are here\n");
            } else if (!METHODS.contains(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", String.join(", ", METHODS));
                respond(exchange, 405, PLAIN_TYPE, "nothing can be sent here\n");
            } else if (metrics) {
                MetricsPage.Content content = page.content(accept(exchange.getRequestHeaders()));
                respond(exchange, 200, content.type(), content.body());
            } else {
                respond(exchange, 200, PLAIN_TYPE, "ok\n");
            }
        }
    }

    private static String accept(Headers headers) {
        return String.join(",", headers.getOrDefault("Accept", List.of()));
    }

    private static void respond(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        respond(exchange, status, type, body.getBytes(UTF_8));
    }

    private static void respond(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public MeterRegistry registry() {
        return registry;
    }

    @Override
    public void recording(Optional<String> trial) {
        exemplars.recording(trial);
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
        threads.shutdown();
        registry.close();
    }
}
