package io.github.vipps4j.core.callback;

import java.util.Map;

/**
 * What goes back to Vipps MobilePay.
 *
 * @param status the HTTP status
 * @param headers to be set, by name
 * @param body the bytes to be sent; empty for none
 */
public record CallbackResponse(int status, Map<String, String> headers, byte[] body) {
    private static final byte[] EMPTY = {};

    /** With nothing but a status. */
    public static CallbackResponse of(int status) {
        return new CallbackResponse(status, Map.of(), EMPTY);
    }

    /** With a body of JSON. */
    public static CallbackResponse json(int status, byte[] body) {
        return new CallbackResponse(status, Map.of("Content-Type", "application/json"), body);
    }

    /** With one sentence for the log of whoever sent it. */
    public static CallbackResponse text(int status, String text) {
        return new CallbackResponse(
                status,
                Map.of("Content-Type", "text/plain; charset=utf-8"),
                text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    /** Without the content. */
    @Override
    public String toString() {
        return "CallbackResponse[" + status + ", " + body.length + " bytes]";
    }
}
