package io.github.vipps4j.core;

import java.util.Map;

/**
 * What there is to know of a reply besides its value.
 *
 * @param call which call it was, with its key and its number of attempts
 * @param status the HTTP status of the last attempt: a 2xx
 * @param traceIds the trace, request and correlation ids among the response headers, by lower-case name
 * @param rawBody the body as it came; it may hold personal data
 */
public record ReplyInfo(CallInfo call, int status, Map<String, String> traceIds, String rawBody) {
    /** Copies its map. */
    public ReplyInfo {
        traceIds = Map.copyOf(traceIds);
    }

    /** Without the body, which may hold personal data. */
    @Override
    public String toString() {
        return "ReplyInfo[" + call + ", status=" + status + ", traceIds=" + traceIds + "]";
    }
}
