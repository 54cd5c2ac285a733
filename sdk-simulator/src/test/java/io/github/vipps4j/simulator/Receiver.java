package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** A merchant's endpoint for webhooks: keeps what comes, and answers as the test says, 200 at first. */
final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("receiver-"));
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile ToIntFunction<Received> answers = any -> 200;

    /** What came. */
    record Received(String method, String pathAndQuery, Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        JsonNode json() {
            return Merchant.tree(text());
        }

        String event() {
            return json().path("reference").textValue()
                    + ' '
                    + json().path("name").textValue();
        }

        boolean isSignedWith(String secret) {
            String hash = WebhookSignature.contentHash(body);
            return hash.equals(header("X-ms-content-sha256"))
                    && WebhookSignature.authorization(secret, pathAndQuery, header("X-ms-date"), header("Host"), hash)
                            .equals(header("Authorization"));
        }
    }

    Receiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Received one = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().get(0))),
                    exchange.getRequestBody().readAllBytes());
            received.add(one);
            int status = answers.applyAsInt(one);
            if (status == 0) {
                closing.await();
            } else if (status > 0) {
                exchange.getResponseHeaders().set("Location", url("/elsewhere"));
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url() {
        return url("/hooks?tenant=42");
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** From now on; 0 does not answer at all, -1 closes the connection. */
    void answers(ToIntFunction<Received> how) {
        answers = how;
    }

    void answers(int status) {
        answers(any -> status);
    }

    List<Received> received() {
        return received;
    }

    /** Reference and name of each, such as {@code "order-0001 CREATED"}. */
    List<String> events() {
        return received.stream().map(Received::event).toList();
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
