package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;

/**
 * Where a payment stood: what has to differ to be news. The constructor is API: a store rebuilds a snapshot from these five.
 *
 * @param stateText the state as it came
 * @param authorized what the customer had approved
 * @param cancelled what had been released
 * @param captured the sum of the captures
 * @param refunded the sum of the refunds
 */
public record PaymentSnapshot(String stateText, Amount authorized, Amount cancelled, Amount captured, Amount refunded) {
    /** Of a payment as it was read. */
    public static PaymentSnapshot of(Payment payment) {
        Aggregate sums = payment.aggregate();
        return new PaymentSnapshot(
                payment.stateText(),
                sums.authorizedAmount(),
                sums.cancelledAmount(),
                sums.capturedAmount(),
                sums.refundedAmount());
    }

    /** No sum ever falls, and no outcome is taken back: a read of which that seems so came from a copy that lags behind. */
    boolean isOlderThan(PaymentSnapshot known) {
        return authorized.value() < known.authorized.value()
                || cancelled.value() < known.cancelled.value()
                || captured.value() < known.captured.value()
                || refunded.value() < known.refunded.value()
                || stateText.equals("CREATED") && !known.stateText.equals("CREATED");
    }
}
