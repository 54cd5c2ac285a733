package io.github.vipps4j.simulator;

import java.time.Duration;

/** What a simulated user pays with. */
public enum SimulatedCard {
    /** A Visa card: a capture is guaranteed for 7 days. */
    VISA("411111", 7),
    /** A Mastercard: a capture is guaranteed for 30 days. */
    MASTERCARD("555555", 30),
    /** A Visa card of a company, which {@code blockedSources} can block. */
    COMMERCIAL_VISA("411112", 7),
    /** A card that has expired: no approval, and force approve answers 500. */
    EXPIRED("411111", 7),
    /** No card at all: no approval, and force approve answers 10050. */
    NONE("", 0);

    private final String bin;
    private final int guaranteeDays;

    SimulatedCard(String bin, int guaranteeDays) {
        this.bin = bin;
        this.guaranteeDays = guaranteeDays;
    }

    /** A bank identification number that belongs to no bank. */
    String bin() {
        return bin;
    }

    Duration guarantee() {
        return Duration.ofDays(guaranteeDays);
    }
}
