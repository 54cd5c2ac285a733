package io.github.vipps4j.simulator;

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
import java.util.function.Function;
import java.util.stream.Collectors;

/** A payment service provider's endpoint and its 3-D Secure page: keeps what comes, and answers as the test says. */
final class PspEndpoint implements AutoCloseable {
    static final Reply NO_ANSWER = new Reply(0, "", "", "");

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("psp-endpoint-"));
    private final List<Receiver.Received> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile Function<Receiver.Received, Reply> answers = any -> json("{}");
    private volatile Reply page = new Reply(200, "text/html", "", "Are you you?");

    /** What goes back; status 0 for nothing at all. */
    record Reply(int status, String contentType, String location, String body) {}

    PspEndpoint() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::receive);
        server.start();
    }

    static Reply json(String body) {
        return new Reply(200, "application/json", "", body);
    }

    static Reply status(int status) {
        return new Reply(status, "application/json", "", "{}");
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            Receiver.Received one = new Receiver.Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders().entrySet().stream()
                            .collect(Collectors.toMap(
                                    Map.Entry::getKey, entry -> entry.getValue().get(0))),
                    exchange.getRequestBody().readAllBytes());
            Reply reply = page;
            if (one.method().equals("POST")) {
                received.add(one);
                reply = answers.apply(one);
            }
            if (reply.status() == 0) {
                closing.await();
                return;
            }
            byte[] bytes = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", reply.contentType());
            if (!reply.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", reply.location());
            }
            exchange.sendResponseHeaders(reply.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    String url(String path) {
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    /** From now on. */
    void answers(Function<Receiver.Received, Reply> how) {
        answers = how;
    }

    void answers(Reply reply) {
        answers = any -> reply;
    }

    void answers(String json) {
        answers(json(json));
    }

    /** Where the 3-D Secure page sends the customer at once. */
    void redirectsTo(String location) {
        page = new Reply(302, "text/html", location, "");
    }

    /** The calls, without visits to the page. */
    List<Receiver.Received> received() {
        return received;
    }

    Receiver.Received last() {
        return received.get(received.size() - 1);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
