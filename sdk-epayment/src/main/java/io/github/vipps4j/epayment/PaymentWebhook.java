package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.webhooks.WebhookEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A webhook about a payment (ePayment 1.8.1). It is a hint: read the payment back before you act on it. The constructor is not
 * API: replies grow.
 *
 * @param id of this event, as {@link WebhookEvent#id()}: the same for every delivery of it
 * @param payment whose event it is
 * @param pspReference the service's number of this event
 * @param name what happened
 * @param nameText the name as it came, also when this version does not know it
 * @param amount what this event was about
 * @param timestamp when it happened
 * @param idempotencyKey of the request that caused it, or null
 * @param success false if it was tried and did not happen: information, no change of the payment
 * @param sub the customer's id at this merchant, or null; on {@code AUTHORIZED} with a profile scope
 * @param userDetails what the customer agreed to share, or null; on {@code AUTHORIZED}
 * @param shippingDetails of Express: where the customer wants it, or null
 * @param captureGuaranteedUntil until when a capture is sure to succeed, or null if it was not said; it may be earlier
 *     than {@link CaptureDeadline}
 */
public record PaymentWebhook(
        String id,
        PaymentKey payment,
        @Nullable String pspReference,
        PaymentEventName name,
        String nameText,
        Amount amount,
        Instant timestamp,
        @Nullable String idempotencyKey,
        boolean success,
        @Nullable String sub,
        @Nullable UserDetails userDetails,
        @Nullable ShippingDetails shippingDetails,
        @Nullable Instant captureGuaranteedUntil) {

    /** The event as one of a payment, or null if it is none: of another API, or not as ePayment sends them. */
    public static @Nullable PaymentWebhook of(WebhookEvent event) {
        return Replies.webhook(event);
    }

    /** Without what is the customer's own. */
    @Override
    public String toString() {
        return "PaymentWebhook[id=" + id + ", amount=" + amount + ", timestamp=" + timestamp + ", idempotencyKey="
                + idempotencyKey + ", success=" + success + "]";
    }
}
