package io.github.vipps4j.simulator;

import java.time.Duration;

/** The country of a sales unit. It decides the currency, the smallest payment and how long a reservation can be captured. */
public enum Market {
    /** Norway: NOK, at least 100 minor units (NOK 1.00), 180 days to capture. */
    NO("NOK", 100, 180),
    /** Denmark: DKK, at least 1 minor unit, 14 days to capture. */
    DK("DKK", 1, 14),
    /** Finland: EUR, at least 1 minor unit, 14 days to capture. */
    FI("EUR", 1, 14);

    static final int LATE_CAPTURE_DAYS = 180;

    private final String currency;
    private final long minimumAmount;
    private final int captureDays;

    Market(String currency, long minimumAmount, int captureDays) {
        this.currency = currency;
        this.minimumAmount = minimumAmount;
        this.captureDays = captureDays;
    }

    /**
     * The only currency that a sales unit of this market takes.
     *
     * @return three letters, such as {@code NOK}
     */
    public String currency() {
        return currency;
    }

    /** Minor units; of a currency of no market 1, which is the simulator's choice. */
    static long minimumAmount(String currency) {
        for (Market market : values()) {
            if (market.currency.equals(currency)) {
                return market.minimumAmount;
            }
        }
        return 1;
    }

    Duration captureTime(boolean lateCapture) {
        return Duration.ofDays(lateCapture ? LATE_CAPTURE_DAYS : captureDays);
    }
}
