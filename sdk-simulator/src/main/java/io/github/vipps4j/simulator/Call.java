package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** One HTTP request while it is handled, and what a fault ordered to happen to it. */
final class Call {
    private final String method;
    private final String path;
    private final String query;
    private final Map<String, String> headers;
    private final byte[] body;

    private Duration delay = Duration.ZERO;
    private @Nullable Refusal forced;
    private boolean tokenRevoked;

    /**
     * A request as it came.
     *
     * @param headers by name, ignoring case
     */
    Call(String method, String path, String query, Map<String, String> headers, byte[] body) {
        this.method = method;
        this.path = path;
        this.query = query;
        this.headers = headers;
        this.body = body;
    }

    String method() {
        return method;
    }

    /** As sent: still percent-encoded, without the query. */
    String path() {
        return path;
    }

    String pathAndQuery() {
        return query.isEmpty() ? path : path + '?' + query;
    }

    Map<String, String> headers() {
        return headers;
    }

    @Nullable
    String header(String name) {
        return headers.get(name);
    }

    byte[] body() {
        return body;
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The JSON object of the body. */
    ObjectNode json() {
        try {
            return Json.readObject(body);
        } catch (Json.NotReadable e) {
            throw Refusal.field("body", String.valueOf(e.getMessage()));
        }
    }

    @Nullable
    String queryParameter(String name) {
        return parameter(query, name);
    }

    /** From a form that a browser has sent. */
    @Nullable
    String formParameter(String name) {
        return parameter(bodyText(), name);
    }

    private static @Nullable String parameter(String encoded, String name) {
        for (String pair : encoded.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** The names of all parameters, in order. */
    List<String> queryParameters() {
        return query.isEmpty()
                ? List.of()
                : Arrays.stream(query.split("&"))
                        .map(pair -> pair.split("=", 2)[0])
                        .toList();
    }

    void delay(Duration time) {
        delay = time;
    }

    /** Waits out an ordered delay, once. */
    void pause() {
        Duration time = delay;
        delay = Duration.ZERO;
        if (!time.isZero()) {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("The simulator was closed during a delay");
            }
        }
    }

    void force(Refusal refusal) {
        forced = refusal;
    }

    /** What a fault wants it to be refused with, if it is otherwise in order. */
    @Nullable
    Refusal forced() {
        return forced;
    }

    void revokeToken() {
        tokenRevoked = true;
    }

    boolean isTokenRevoked() {
        return tokenRevoked;
    }
}
