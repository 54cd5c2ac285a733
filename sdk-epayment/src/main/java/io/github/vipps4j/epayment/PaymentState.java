package io.github.vipps4j.epayment;

/**
 * Where a payment stands with the customer (ePayment 1.8.1). There is no state for captured or refunded: after the
 * customer's approval it stays {@link #AUTHORIZED} for ever, and the {@link Aggregate} tells what became of the money.
 */
public enum PaymentState {
    /** Sent; the customer has not acted. */
    CREATED,
    /** The customer approved and the money is reserved. It says nothing of captures. */
    AUTHORIZED,
    /** The customer declined. */
    ABORTED,
    /** The customer did nothing in time. */
    EXPIRED,
    /** The merchant cancelled before the customer approved. */
    TERMINATED,
    /** A state that this version does not know; {@code stateText()} has it. Always write a {@code default}. */
    UNKNOWN;

    /** Whether the customer's part is over. */
    boolean isOutcome() {
        return switch (this) {
            case AUTHORIZED, ABORTED, EXPIRED, TERMINATED -> true;
            case CREATED, UNKNOWN -> false;
        };
    }
}
