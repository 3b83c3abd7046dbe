// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.plugins.metrics.publish;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.zip.GZIPInputStream;

/** A server on the loopback address that keeps what it is sent. */
final class Receiver implements AutoCloseable {

    final LinkedBlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final HttpServer server;

    /** What came. */
    record Request(String method, String path, Map<String, String> headers, byte[] body) {}

    /**
     * @param status what it answers
     */
    Receiver(int status) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    try (exchange) {
                        boolean zipped =
                                "gzip"
                                        .equals(
                                                exchange.getRequestHeaders()
                                                        .getFirst("Content-Encoding"));
                        InputStream body = exchange.getRequestBody();
                        byte[] bytes = (zipped ? new GZIPInputStream(body) : body).readAllBytes();
                        requests.add(
                                new Request(
                                        exchange.getRequestMethod(),
                                        exchange.getRequestURI().toString(),
                                        Map.of(
                                                "Content-Type",
                                                String.valueOf(
                                                        exchange.getRequestHeaders()
                                                                .getFirst("Content-Type"))),
                                        bytes));
                        exchange.sendResponseHeaders(status, -1);
                    }
                });
        server.start();
    }

    /** Its address, without a path. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
