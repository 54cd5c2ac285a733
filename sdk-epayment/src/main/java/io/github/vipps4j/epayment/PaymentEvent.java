package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a payment's event log (ePayment 1.8.1). The constructor is not API: replies grow.
 *
 * @param reference your own name of the payment
 * @param pspReference the service's number of this event; a UUID or digits, or null
 * @param name what happened
 * @param nameText the name as it came, also when this version does not know it
 * @param amount what this event was about
 * @param timestamp when it happened
 * @param idempotencyKey of the request that caused it, or null
 * @param success whether it happened: a failed operation can be listed too
 */
public record PaymentEvent(
        String reference,
        @Nullable String pspReference,
        PaymentEventName name,
        String nameText,
        Amount amount,
        Instant timestamp,
        @Nullable String idempotencyKey,
        boolean success) {}
