package io.github.vipps4j.core.callback;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A call to the merchant as it came over the wire. The body must be the very bytes: a framework that parses JSON and writes
 * it again breaks every signature.
 */
public final class CallbackRequest {
    private final String method;
    private final String pathAndQuery;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final byte[] body;

    /**
     * A call as a web framework hands it over.
     *
     * @param method {@code POST}
     * @param pathAndQuery still percent-encoded, as in the request line: {@code /hooks/vipps?tenant=42}
     * @param headers by name, in any case; several values of one name are joined by a comma, as HTTP has it
     * @param body the bytes; empty if there are none. Read no more than {@link #MAX_BODY} plus one of them
     */
    public CallbackRequest(
            String method, String pathAndQuery, Map<String, ? extends List<String>> headers, byte[] body) {
        this.method = method;
        this.pathAndQuery = pathAndQuery;
        headers.forEach((name, values) -> this.headers.put(name, String.join(", ", values)));
        this.body = body;
    }

    /** The largest body that an endpoint takes, in bytes: far more than any call has. */
    public static final int MAX_BODY = 1024 * 1024;

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** Still percent-encoded. */
    public String pathAndQuery() {
        return pathAndQuery;
    }

    /** Still percent-encoded, without the query. */
    public String path() {
        int query = pathAndQuery.indexOf('?');
        return query < 0 ? pathAndQuery : pathAndQuery.substring(0, query);
    }

    /** A header's value, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The bytes as they came: not a copy, not to be changed. */
    public byte[] body() {
        return body;
    }

    /** Without headers and content, which hold secrets and personal data, and without the query. */
    @Override
    public String toString() {
        return "CallbackRequest[" + method + " " + path() + ", " + body.length + " bytes]";
    }
}
