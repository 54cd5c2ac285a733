package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is to be told of events, by Webhooks API v1. The secret is not in it: only the answer to the request
 * shows it, once.
 *
 * @param id what the API knows it by, a UUID
 * @param merchantSerialNumber whose events, null if it is for all sales units of a partner or of a payment
 *     service provider
 * @param partner the name of that partner or provider, else null
 * @param url where the events go
 * @param events the types asked for, such as {@code epayments.payment.authorized.v1}
 * @param registeredAt since when, by the simulator's clock
 */
public record WebhookRegistration(
        String id,
        @Nullable String merchantSerialNumber,
        @Nullable String partner,
        String url,
        List<String> events,
        Instant registeredAt) {

    /** Copies the events. */
    public WebhookRegistration {
        events = List.copyOf(events);
    }
}
