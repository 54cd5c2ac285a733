package io.github.vipps4j.ecom;

/** What an operation did (eCom 2.0.3), in one form for all spellings. */
public enum ModificationStatus {
    /** An amount was captured. */
    CAPTURED,
    /** An amount was given back. */
    REFUNDED,
    /** The order was ended, or the reservation released. */
    CANCELLED,
    /** A status that this version does not know; {@code statusText()} has it. Always write a {@code default}. */
    UNKNOWN;

    static ModificationStatus of(String text) {
        return switch (TransactionOperation.of(text)) {
            case CAPTURE -> CAPTURED;
            case REFUND -> REFUNDED;
            case CANCEL, VOID -> CANCELLED;
            default -> UNKNOWN;
        };
    }
}
