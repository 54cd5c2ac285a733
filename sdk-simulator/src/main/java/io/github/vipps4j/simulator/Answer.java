package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What goes back to the caller, and how much of it. */
record Answer(int status, @Nullable String contentType, Map<String, String> headers, byte[] body, Delivery delivery) {

    /** How much of the answer the caller gets to see. */
    enum Delivery {
        WHOLE,
        HALF_OF_BODY,
        NOTHING
    }

    private static final byte[] NO_BODY = {};

    static Answer json(int status, JsonNode body) {
        return json(status, "application/json", body);
    }

    static Answer json(int status, String contentType, JsonNode body) {
        return new Answer(status, contentType, Map.of(), Json.bytes(body), Delivery.WHOLE);
    }

    static Answer html(int status, String page) {
        return new Answer(
                status, "text/html; charset=utf-8", Map.of(), page.getBytes(StandardCharsets.UTF_8), Delivery.WHOLE);
    }

    static Answer image(String contentType, byte[] image) {
        return new Answer(200, contentType, Map.of(), image, Delivery.WHOLE);
    }

    static Answer empty(int status) {
        return new Answer(status, null, Map.of(), NO_BODY, Delivery.WHOLE);
    }

    /** Says no more than that it is done. */
    static Answer done(Runnable action) {
        action.run();
        return empty(204);
    }

    static Answer redirect(String location) {
        return new Answer(302, null, Map.of("Location", location), NO_BODY, Delivery.WHOLE);
    }

    static Answer connectionClosed() {
        return new Answer(0, null, Map.of(), NO_BODY, Delivery.NOTHING);
    }

    /** The shape in which the API gateway refuses, before any API has seen the request. */
    static Answer gateway(int status, String message) {
        return json(status, Json.object().put("statusCode", status).put("message", message));
    }

    Answer withHeader(String name, String value) {
        return new Answer(status, contentType, Map.of(name, value), body, delivery);
    }

    Answer halved() {
        return new Answer(status, contentType, headers, body, Delivery.HALF_OF_BODY);
    }

    boolean isSuccess() {
        return delivery == Delivery.WHOLE && isSuccess(status);
    }

    /** Whether the status is 2xx. */
    static boolean isSuccess(int status) {
        return status >= 200 && status < 300;
    }

    /** The other answer in place of a success, so that no fault makes a refusal look like one. */
    Answer ifSuccess(Answer other) {
        return isSuccess() ? other : this;
    }

    /** What the journal notes: null if the connection was closed without a status line. */
    @Nullable
    Integer answeredStatus() {
        return delivery == Delivery.NOTHING ? null : status;
    }
}
