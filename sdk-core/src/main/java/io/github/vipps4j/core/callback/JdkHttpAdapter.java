package io.github.vipps4j.core.callback;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Serves an endpoint on the JDK's HTTP server (module {@code jdk.httpserver}):
 *
 * <pre>{@code
 * HttpServer server = HttpServer.create(new InetSocketAddress(8080), 0);
 * server.createContext("/hooks/vipps", new JdkHttpAdapter(endpoint));
 * server.setExecutor(Executors.newCachedThreadPool());
 * server.start();
 * }</pre>
 *
 * <p>On Java 17 that server answers calls on a kept connection only after 40 ms, unless the system property
 * {@code sun.net.httpserver.nodelay} is {@code true} before it is first used. It gives a sender all the time in the world,
 * and a thread, unless {@code sun.net.httpserver.maxReqTime} (seconds) is set: behind a proxy that buffers requests it need
 * not be.
 */
@SuppressWarnings("exports") // whoever uses it requires jdk.httpserver; nobody else has to
public final class JdkHttpAdapter implements HttpHandler {
    private static final int SERVICE_UNAVAILABLE = 503;

    private final CallbackEndpoint endpoint;
    /** One party for the adapter itself and one for each call under way. */
    private final Phaser underWay = new Phaser(1);

    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Serves this endpoint. */
    public JdkHttpAdapter(CallbackEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        // What comes after the stop is refused without being waited for: a stream of such calls would prolong it.
        boolean takesPart = !stopped.get() && underWay.register() >= 0;
        // closed, and thereby flushed, before it counts as ended
        try (exchange) {
            send(
                    exchange,
                    takesPart && !stopped.get()
                            ? endpoint.handle(request(exchange))
                            : CallbackResponse.of(SERVICE_UNAVAILABLE));
        } finally {
            if (takesPart) {
                underWay.arriveAndDeregister();
            }
        }
    }

    private static CallbackRequest request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = uri.getRawQuery();
        return new CallbackRequest(
                exchange.getRequestMethod(),
                query == null ? uri.getRawPath() : uri.getRawPath() + '?' + query,
                exchange.getRequestHeaders(),
                exchange.getRequestBody().readNBytes(CallbackRequest.MAX_BODY + 1));
    }

    private static void send(HttpExchange exchange, CallbackResponse response) throws IOException {
        response.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = response.body();
        exchange.sendResponseHeaders(response.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
    }

    /**
     * Refuses new calls with 503, which are then delivered again later, and waits for those under way. Stop the server after
     * it.
     *
     * @return whether all of them came to their end in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public boolean stop(Duration limit) throws InterruptedException {
        if (!stopped.getAndSet(true)) {
            underWay.arriveAndDeregister();
        }
        try {
            underWay.awaitAdvanceInterruptibly(0, limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        }
    }
}
