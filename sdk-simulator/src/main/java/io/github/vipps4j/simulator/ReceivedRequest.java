package io.github.vipps4j.simulator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that came to one of the simulated APIs, with its secrets masked.
 *
 * @param operation what it asked for, null if the path or method is unknown
 * @param method the HTTP method
 * @param path path and query as sent
 * @param headers by name, ignoring case; keys, secrets and tokens are {@code ***}
 * @param body as text, empty if there was none; of an image only the beginning
 * @param status what was answered, null if the connection was closed without an answer
 */
public record ReceivedRequest(
        @Nullable ApiOperation operation,
        String method,
        String path,
        Map<String, String> headers,
        String body,
        @Nullable Integer status) {

    /** Copies the headers. */
    public ReceivedRequest {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }
}
