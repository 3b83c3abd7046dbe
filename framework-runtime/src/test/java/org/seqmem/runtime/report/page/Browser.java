// Copyright the Seqmem authors. SPDX-License-Identifier: Apache-2.0
package org.seqmem.runtime.report.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A headless Chromium, through its own driver and the W3C's WebDriver protocol. The few commands
 * that the tests need are plain HTTP; a client library would bring two dozen jars.
 */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final List<String> ARGUMENTS =
            List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--hide-scrollbars",
                    "--window-size=1280,900");

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process driver;
    private final URI session;

    private Browser(Process driver, URI session) {
        this.driver = driver;
        this.session = session;
    }

    /** A program on the path, if it is there. */
    static Optional<Path> program(String name) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts driver and browser.
     *
     * @param profile an empty directory for what the browser remembers
     */
    static Browser start(Path chromium, Path chromedriver, Path profile) throws Exception {
        Process driver =
                new ProcessBuilder(chromedriver.toString(), "--port=0")
                        .redirectErrorStream(true)
                        .start();
        try {
            BufferedReader out = driver.inputReader(UTF_8);
            String port = "";
            for (String line = out.readLine();
                    line != null && port.isEmpty();
                    line = port.isEmpty() ? out.readLine() : line) {
                Matcher matcher = PORT.matcher(line);
                port = matcher.find() ? matcher.group(1) : "";
            }
            URI server = URI.create("http://127.0.0.1:" + port + "/session");
            ObjectNode body = JSON.createObjectNode();
            ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
            wanted.put("browserName", "chrome");
            ObjectNode options = wanted.putObject("goog:chromeOptions");
            options.put("binary", chromium.toString());
            ArrayNode arguments = options.putArray("args");
            ARGUMENTS.forEach(arguments::add);
            arguments.add("--user-data-dir=" + profile);
            wanted.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
            Browser starting = new Browser(driver, server);
            String id = starting.send("POST", "", body).get("sessionId").asText();
            return new Browser(driver, URI.create(server + "/" + id));
        } catch (IOException | RuntimeException e) {
            driver.destroyForcibly();
            throw e;
        }
    }

    private JsonNode send(String method, String path, JsonNode body)
            throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(session + path))
                        .timeout(LONGEST)
                        .method(method, HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        HttpResponse<String> response =
                http.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
        JsonNode value = JSON.readTree(response.body()).path("value");
        if (response.statusCode() != 200) {
            throw new IOException(method + " " + path + ": " + value);
        }
        return value;
    }

    /** Opens a file and waits until it is loaded. */
    void open(Path file) throws Exception {
        send("POST", "/url", JSON.createObjectNode().put("url", file.toUri().toString()));
    }

    /** The value of an expression in the page; a promise is waited for. */
    JsonNode eval(String expression) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("script", "return " + expression);
        body.putArray("args");
        return send("POST", "/execute/sync", body);
    }

    /** A command of the DevTools protocol. */
    JsonNode devTools(String command, String parameters) throws Exception {
        ObjectNode body = JSON.createObjectNode().put("cmd", command);
        body.set("params", JSON.readTree(parameters));
        return send("POST", "/goog/cdp/execute", body);
    }

    /** What was written to the console since the last call, errors of the page among it. */
    List<String> console() throws Exception {
        List<String> messages = new ArrayList<>();
        log("browser").forEach(entry -> messages.add(entry.get("message").asText()));
        return messages;
    }

    /** What was asked of the network or of files since the last call. */
    List<String> requests() throws Exception {
        List<String> urls = new ArrayList<>();
        for (JsonNode entry : log("performance")) {
            JsonNode message = JSON.readTree(entry.get("message").asText()).get("message");
            if (message.get("method").asText().equals("Network.requestWillBeSent")) {
                urls.add(message.at("/params/request/url").asText());
            }
        }
        return urls;
    }

    private JsonNode log(String type) throws Exception {
        return send("POST", "/se/log", JSON.createObjectNode().put("type", type));
    }

    /** Moves the mouse to a place of the window and clicks. */
    void click(double x, double y) throws Exception {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode mouse = body.putArray("actions").addObject();
        mouse.put("type", "pointer").put("id", "mouse");
        ArrayNode actions = mouse.putArray("actions");
        actions.addObject()
                .put("type", "pointerMove")
                .put("x", Math.round(x))
                .put("y", Math.round(y));
        actions.addObject().put("type", "pointerDown").put("button", 0);
        actions.addObject().put("type", "pointerUp").put("button", 0);
        send("POST", "/actions", body);
    }

    /** Presses and releases a key; codes of special ones are those of WebDriver. */
    void press(String key) throws Exception {
        ObjectNode body = JSON.createObjectNode();
        ObjectNode keyboard = body.putArray("actions").addObject();
        keyboard.put("type", "key").put("id", "keyboard");
        ArrayNode actions = keyboard.putArray("actions");
        actions.addObject().put("type", "keyDown").put("value", key);
        actions.addObject().put("type", "keyUp").put("value", key);
        send("POST", "/actions", body);
    }

    /** Writes a picture of the window. */
    void screenshot(Path file) throws Exception {
        String picture =
                devTools(
                                "Page.captureScreenshot",
                                "{\"format\":\"png\",\"captureBeyondViewport\":true}")
                        .get("data")
                        .asText();
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(picture));
    }

    @Override
    public void close() throws IOException {
        try {
            send("DELETE", "", JSON.createObjectNode());
            driver.destroy();
            driver.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            driver.destroyForcibly();
        }
    }
}
