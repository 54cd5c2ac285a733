package io.github.vipps4j.ecom;

import java.util.Locale;

/** What happened to an order (eCom 2.0.3). */
public enum TransactionOperation {
    /** The merchant initiated it. */
    INITIATE,
    /** The customer approved and the money was reserved. */
    RESERVE,
    /** The customer approved and the money was captured at once. */
    SALE,
    /** The merchant took an amount. */
    CAPTURE,
    /** The merchant gave an amount back. */
    REFUND,
    /** It ended before the customer had approved, by whomever. */
    CANCEL,
    /** The merchant released what was reserved. */
    VOID,
    /** An operation that this version does not know; {@code operationText()} has it. Always write a {@code default}. */
    UNKNOWN;

    /** In all spellings that the API has for it in one place or another. */
    static TransactionOperation of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "INITIATE", "INITIATED" -> INITIATE;
            case "RESERVE", "RESERVED" -> RESERVE;
            case "SALE" -> SALE;
            case "CAPTURE", "CAPTURED" -> CAPTURE;
            case "REFUND", "REFUNDED" -> REFUND;
            case "CANCEL", "CANCELLED" -> CANCEL;
            case "VOID" -> VOID;
            default -> UNKNOWN;
        };
    }

    boolean isCancellation() {
        return this == CANCEL || this == VOID;
    }
}
