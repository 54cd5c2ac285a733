package io.github.vipps4j.epayment;

import io.github.vipps4j.core.support.Violations;
import java.time.Instant;

/**
 * When what is not captured is released (ePayment 1.8.1; deadlines as of 2026-08). It is the market's rule, not a promise of
 * the customer's bank: {@link Payment#captureGuaranteedUntil()} is that, and often earlier.
 *
 * @param until the end of the time to capture, and to cancel
 */
public record CaptureDeadline(Instant until) {
    /**
     * Counts from the customer's approval.
     *
     * @param authorized the {@link PaymentEventName#AUTHORIZED} event of {@link EPaymentClient#eventLog}
     * @param market of the sales unit
     * @param lateCapture whether the sales unit has an agreement on late capture (Denmark, Finland); what is captured after
     *     14 days is then possible, and not guaranteed
     * @throws io.github.vipps4j.core.InvalidRequestException if the event is another one, or was no success
     */
    public static CaptureDeadline of(PaymentEvent authorized, Market market, boolean lateCapture) {
        new Violations()
                .check(
                        authorized != null && authorized.name() == PaymentEventName.AUTHORIZED && authorized.success(),
                        "authorized",
                        "must be the successful AUTHORIZED event of the payment")
                .check(market != null, "market", "is required")
                .throwIfAny("CaptureDeadline");
        return new CaptureDeadline(authorized.timestamp().plus(market.timeToCapture(lateCapture)));
    }

    /** Whether there is no capturing any more at that moment. */
    public boolean isOver(Instant now) {
        return !now.isBefore(until);
    }
}
