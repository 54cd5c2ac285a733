package io.github.vipps4j.simulator;

import java.time.Instant;
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
        Instant at) {

    /**
     * Whether the receiver took it.
     *
     * @return true if the status is 2xx
     */
    public boolean isSuccess() {
        return status != null && Answer.isSuccess(status);
    }
}
