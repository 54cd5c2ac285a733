package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An attempt to tell a registration of an event.
 *
 * @param registrationId whom
 * @param url where it was sent
 * @param merchantSerialNumber whose payment
 * @param reference the payment
 * @param event what happened, such as {@code AUTHORIZED}
 * @param pspReference of the event
 * @param attempt 1 for the first; a duplicate counts too
 * @param status what the receiver answered, null if it did not
 * @param at when it was due, by the simulator's clock: after a jump of the clock several may be made at once, each
 *     noted with the time at which it would have been made without
 * @param fault what went wrong with it on purpose, such as {@code forged} or {@code delay PT5M}, the last if several did;
 *     null if nothing
 * @param headers as sent, by name, ignoring case; the signature is {@code ***}
 * @param body as text, as it was sent
 */
public record WebhookDelivery(
        String registrationId,
        String url,
        String merchantSerialNumber,
        String reference,
        String event,
        String pspReference,
        int attempt,
        @Nullable Integer status,
        Instant at,
        @Nullable String fault,
        Map<String, String> headers,
        String body) {

    /** Copies the headers. */
    public WebhookDelivery {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /**
     * Whether the receiver took it.
     *
     * @return true if the status is 2xx
     */
    public boolean isSuccess() {
        return status != null && Answer.isSuccess(status);
    }
}
