package io.github.vipps4j.ecom;

/**
 * Where an order stands, in one form for all the ways in which this API says it (eCom 2.0.3). It follows from {@link
 * PaymentDetails#history()}, where the texts are as they came, and the sums.
 */
public enum OrderState {
    /** The customer has not acted. */
    INITIATED,
    /** The customer approved and the money is reserved. */
    RESERVED,
    /** The customer approved and the money was captured at once: the sales unit has direct capture. */
    SALE,
    /**
     * Less was captured than the customer approved; {@link PaymentDetails#remainingToCapture()} tells what still can
     * be.
     */
    PARTLY_CAPTURED,
    /** All that the customer approved was captured. */
    CAPTURED,
    /** A part of what was captured was given back. */
    PARTLY_REFUNDED,
    /** All that was captured was given back. */
    REFUNDED,
    /**
     * It ended without any capture: cancelled by the customer or the merchant, timed out, or released. Who ended an
     * unpaid order only the callback says: {@link PaymentUpdateStatus}.
     */
    CANCELLED,
    /** The newest operation is one that this version does not know. Always write a {@code default}. */
    UNKNOWN
}
