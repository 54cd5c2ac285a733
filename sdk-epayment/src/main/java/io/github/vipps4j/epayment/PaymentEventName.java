package io.github.vipps4j.epayment;

/** What happened to a payment (ePayment 1.8.1). */
public enum PaymentEventName {
    /** The merchant created it. */
    CREATED,
    /** The customer approved and the money was reserved. */
    AUTHORIZED,
    /** The customer declined. */
    ABORTED,
    /** The customer did nothing in time. */
    EXPIRED,
    /** The merchant cancelled before the customer approved. */
    TERMINATED,
    /** The merchant released what was not captured. */
    CANCELLED,
    /** The merchant took an amount. */
    CAPTURED,
    /** The merchant gave an amount back. */
    REFUNDED,
    /** An event that this version does not know; {@code nameText()} has it. Always write a {@code default}. */
    UNKNOWN
}
