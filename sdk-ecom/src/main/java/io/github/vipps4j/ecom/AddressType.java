package io.github.vipps4j.ecom;

import org.jspecify.annotations.Nullable;

/** What the customer calls an address (eCom 2.0.3, merchant endpoints). */
public enum AddressType {
    /** Home; also if nothing is said. */
    HOME,
    /** Work. */
    WORK,
    /** A company's. */
    BUSINESS,
    /** Any other. */
    OTHER,
    /** A type that this version does not know; {@code addressTypeText()} has it. Always write a {@code default}. */
    UNKNOWN;

    static AddressType of(@Nullable String text) {
        return switch (text == null ? "H" : text) {
            case "H" -> HOME;
            case "W" -> WORK;
            case "B" -> BUSINESS;
            case "O" -> OTHER;
            default -> UNKNOWN;
        };
    }
}
