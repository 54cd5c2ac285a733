package io.github.vipps4j.ecom;

import java.util.Locale;

/** How the customer's part ended, as only the callback tells it (eCom 2.0.3, merchant endpoints). */
public enum PaymentUpdateStatus {
    /** Approved, and the money is reserved. Express spells it {@code RESERVE}, all other payments {@code RESERVED}. */
    RESERVED,
    /** Approved, and the money was captured at once. */
    SALE,
    /** Approved, but the money could not be reserved: no funds, or the card. */
    RESERVE_FAILED,
    /** Approved, but the money could not be captured at once: no funds, or the card. */
    SALE_FAILED,
    /** The customer cancelled in the app. */
    CANCELLED,
    /** The customer did nothing in time. */
    REJECTED,
    /** A status that this version does not know; {@code statusText()} has it. Always write a {@code default}. */
    UNKNOWN;

    static PaymentUpdateStatus of(String text) {
        return switch (text.toUpperCase(Locale.ROOT)) {
            case "RESERVE", "RESERVED" -> RESERVED;
            case "SALE" -> SALE;
            case "RESERVE_FAILED" -> RESERVE_FAILED;
            case "SALE_FAILED" -> SALE_FAILED;
            case "CANCEL", "CANCELLED" -> CANCELLED;
            case "REJECT", "REJECTED" -> REJECTED;
            default -> UNKNOWN;
        };
    }
}
