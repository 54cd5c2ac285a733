package io.github.vipps4j.epayment;

import java.time.Duration;

/** Where a sales unit is registered: that decides how long a reservation lasts. Never guess it from a currency. */
public enum Market {
    /** 180 days. */
    NORWAY(180),
    /** 14 days, or 180 with an agreement on late capture. */
    DENMARK(14),
    /** 14 days, or 180 with an agreement on late capture. */
    FINLAND(14);

    private static final int LATE_CAPTURE_DAYS = 180;

    private final int days;

    Market(int days) {
        this.days = days;
    }

    Duration timeToCapture(boolean lateCapture) {
        return Duration.ofDays(lateCapture ? LATE_CAPTURE_DAYS : days);
    }
}
