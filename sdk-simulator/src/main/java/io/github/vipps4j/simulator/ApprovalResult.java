package io.github.vipps4j.simulator;

/**
 * What came of a customer's approval. If it is not {@link #APPROVED}, the payment is still
 * {@link SimulatedState#CREATED}: the customer may try again until it expires. In eCom a card or a bank that says no
 * ends it: the merchant is told once, {@code RESERVE_FAILED} or {@code SALE_FAILED}. If a payment service provider processes
 * the card, it is asked, and no amount has a meaning but 3100.
 *
 * <p>The amounts are minor units of what is to be reserved, Express shipping included. They act in the test environment
 * only, and not on force approve.
 */
public enum ApprovalResult {
    /** The money is reserved. */
    APPROVED,
    /** Nobody with the app has this number, or the user is younger than {@code minimumUserAge}: 7010. */
    NOT_ELIGIBLE,
    /** The user has no card. */
    NO_CARD,
    /** The card is of a kind that the payment's {@code blockedSources} names. */
    BLOCKED_CARD,
    /** Express: there is no address or no way of shipping to choose. */
    NO_SHIPPING,
    /** Amount 151. */
    INSUFFICIENT_FUNDS,
    /** Amount 182. */
    REFUSED_BY_ISSUER,
    /** Amount 183. */
    SUSPECTED_FRAUD,
    /** Amount 184. */
    WITHDRAWAL_LIMIT_EXCEEDED,
    /** Amount 186, or the user's card has expired. */
    EXPIRED_CARD,
    /** Amount 187. */
    INVALID_CARD,
    /** Amount 197, in Norway only. */
    THREE_D_SECURE_DENIED,
    /** Amount 201: for an hour nobody knows; meanwhile the payment neither expires nor can be cancelled (6250). */
    UNKNOWN,
    /** Amount 202, in Norway only. */
    STRONG_AUTHENTICATION_REQUIRED,
    /**
     * The payment service provider does not take such a card: none of its {@code allowedCardTypes}, or amount 3100 in PSP v3.
     */
    CARD_NOT_ELIGIBLE,
    /** The payment service provider wants 3-D Secure: {@link SimulatedCustomer#visit3DSecure} goes there. */
    SOFT_DECLINED,
    /** The payment service provider has declined. In PSP v3 the payment is over; else the customer may try again. */
    DECLINED_BY_PSP,
    /**
     * The payment service provider has not answered in time, or not as it must. In PSP v3 the payment is over; else it stays
     * open, but the customer cannot try again.
     */
    PSP_FAILED,
    /** The customer has gone back from 3-D Secure: in PSP v3 the payment is over, and its provider is told. */
    THREE_D_SECURE_CANCELLED
}
