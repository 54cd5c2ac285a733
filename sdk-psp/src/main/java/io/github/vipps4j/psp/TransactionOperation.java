package io.github.vipps4j.psp;

import java.util.Arrays;

/** What happened to the money (PSP API v3). */
public enum TransactionOperation {
    /** The acquirer has authorised it. */
    RESERVED,
    /** It was taken, or a part of it. */
    CAPTURED,
    /** The reservation was given up. */
    CANCELLED,
    /** It was given back, or a part of it. */
    REFUNDED,
    /** One that this version does not know; {@code operationText()} has it. Always write a {@code default}. */
    UNKNOWN;

    static TransactionOperation of(String text) {
        return Arrays.stream(values())
                .filter(operation -> operation != UNKNOWN && operation.name().equalsIgnoreCase(text))
                .findFirst()
                .orElse(UNKNOWN);
    }
}
