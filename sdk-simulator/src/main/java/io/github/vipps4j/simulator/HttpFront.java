package io.github.vipps4j.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP server on a loopback port: reads calls, writes answers. */
final class HttpFront implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpFront.class);
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";
    private static final int BACKLOG = 1024;
    private static final int LARGEST_BODY = 1 << 20;
    /** So that an image that is too large gets to the API that says so. */
    private static final int LARGEST_IMAGE_BODY = 16 << 20;

    static {
        // On JDK 17 a keep-alive call takes 40 ms without it. Read once, when HttpServer loads.
        if (System.getProperty(NO_DELAY) == null) {
            System.setProperty(NO_DELAY, "true");
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(Daemons.named("vipps-simulator-"));

    HttpFront(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException("The simulator cannot listen on port " + port, e);
        }
    }

    URI baseUrl() {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ':'
                + server.getAddress().getPort());
    }

    void start(Function<Call, Answer> handler) {
        server.setExecutor(threads);
        server.createContext("/", exchange -> handle(exchange, handler));
        // The dispatcher is a daemon only if a daemon starts it; else a forgotten close would keep the JVM alive.
        Thread starter = new Thread(server::start, "vipps-simulator-starter");
        starter.setDaemon(true);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
            throw new IllegalStateException("Interrupted while starting the simulator", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void handle(HttpExchange exchange, Function<Call, Answer> handler) {
        try (exchange) {
            send(exchange, answer(exchange, handler));
        } catch (IOException e) {
            LOG.debug("The caller went away before it had its answer", e);
        } catch (CancellationException e) {
            LOG.debug("Closed while a request was delayed", e);
        }
    }

    private static Answer answer(HttpExchange exchange, Function<Call, Answer> handler) throws IOException {
        URI uri = exchange.getRequestURI();
        int largest = uri.getRawPath().equals(OrderManagementRoute.IMAGES) ? LARGEST_IMAGE_BODY : LARGEST_BODY;
        byte[] body = exchange.getRequestBody().readNBytes(largest + 1);
        if (body.length > largest) {
            return Answer.gateway(413, "Request is too large");
        }
        String query = uri.getRawQuery();
        Call call = new Call(
                exchange.getRequestMethod(), uri.getRawPath(), query == null ? "" : query, headers(exchange), body);
        try {
            return handler.apply(call);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("The simulator failed at {} {}", call.method(), call.path(), e);
            return Answer.gateway(500, "The simulator failed; see its log");
        }
    }

    private static Map<String, String> headers(HttpExchange exchange) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body();
        boolean half = answer.delivery() == Answer.Delivery.HALF_OF_BODY;
        if (answer.delivery() == Answer.Delivery.NOTHING || half && body.length == 0) {
            return;
        }
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        if (answer.contentType() != null) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(half ? Arrays.copyOf(body, body.length / 2) : body);
            // Closing the exchange with body bytes missing closes the connection.
            out.flush();
        }
    }
}
