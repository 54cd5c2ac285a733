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
        boolean success) {

    /** The event as one of a payment, or null if it is none: of another API, or not as ePayment sends them. */
    public static @Nullable PaymentWebhook of(WebhookEvent event) {
        return Replies.webhook(event);
    }
}
