package io.github.vipps4j.simulator;

import java.time.Duration;
import java.util.List;

/** What a simulated user pays with. */
public enum SimulatedCard {
    /** A Visa card: a capture is guaranteed for 7 days. */
    VISA("411111", 7, "VISA_DEBIT"),
    /** A Mastercard: a capture is guaranteed for 30 days. */
    MASTERCARD("555555", 30, "MC_DEBIT"),
    /** A Mastercard with credit. */
    MASTERCARD_CREDIT("555556", 30, "MC_CREDIT"),
    /** A Danish card that is nothing but a Dankort: a payment service provider gets its number, not a token. */
    DANKORT("501911", 7, "DANKORT"),
    /** A Danish card that is a Dankort and a Visa card. */
    VISA_DANKORT("411119", 7, "DANKORT", "VISA_DEBIT"),
    /** A Visa card of a company, with credit, which {@code blockedSources} can block. */
    COMMERCIAL_VISA("411112", 7, "VISA_CREDIT"),
    /** A card that has expired: no approval, and force approve answers 500. */
    EXPIRED("411111", 7, "VISA_DEBIT"),
    /** No card at all: no approval, and force approve answers 10050. */
    NONE("", 0);

    private final String bin;
    private final int guaranteeDays;
    private final List<String> types;

    SimulatedCard(String bin, int guaranteeDays, String... types) {
        this.bin = bin;
        this.guaranteeDays = guaranteeDays;
        this.types = List.of(types);
    }

    /** As what it can be processed, as ePayment's {@code allowedCardTypes} names it. */
    List<String> types() {
        return types;
    }

    /** A bank identification number that belongs to no bank. */
    String bin() {
        return bin;
    }

    Duration guarantee() {
        return Duration.ofDays(guaranteeDays);
    }
}
