package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A payment as it was when it was asked for. All amounts are minor units of {@code currency}.
 *
 * @param merchantSerialNumber the MSN of the sales unit
 * @param reference the merchant's reference; in eCom its {@code orderId}, in PSP v3 its {@code merchantOrderId}
 * @param state where the payment stands
 * @param currency three letters
 * @param amount what the merchant asked for, and once an Express payment is approved its shipping too
 * @param authorized what the customer approved; a cancel does not lower it
 * @param captured sum of all captures; a refund does not lower it
 * @param cancelled what was released, or never taken
 * @param refunded sum of all refunds
 * @param redirectUrl where the customer is sent, null for {@code PUSH_MESSAGE}
 * @param events what happened, oldest first
 */
public record SimulatedPayment(
        String merchantSerialNumber,
        String reference,
        SimulatedState state,
        String currency,
        long amount,
        long authorized,
        long captured,
        long cancelled,
        long refunded,
        @Nullable String redirectUrl,
        List<Event> events) {

    /** Copies the events. */
    public SimulatedPayment {
        events = List.copyOf(events);
    }

    /**
     * The names of what happened, such as {@code CREATED}, {@code AUTHORIZED}, {@code CAPTURED}.
     *
     * @return names, oldest first
     */
    public List<String> eventNames() {
        return events.stream().map(Event::name).toList();
    }

    /**
     * Something that happened to a payment.
     *
     * @param name as in the API's event log
     * @param amount minor units that this event is about
     * @param pspReference its own, different for every event
     * @param timestamp when, by the simulator's clock
     * @param idempotencyKey of the request that caused it, null if the API shows none
     */
    public record Event(
            String name,
            long amount,
            String pspReference,
            Instant timestamp,
            @Nullable String idempotencyKey) {}
}
