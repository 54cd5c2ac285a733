package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;

/**
 * What became of the money (ePayment 1.8.1). No amount ever falls: a refund does not lower what was captured, a cancel not
 * what was authorised.
 *
 * @param authorizedAmount what the customer approved; zero until then
 * @param cancelledAmount what was released; the full amount for a payment that ended without approval
 * @param capturedAmount the sum of the captures
 * @param refundedAmount the sum of the refunds
 */
public record Aggregate(Amount authorizedAmount, Amount cancelledAmount, Amount capturedAmount, Amount refundedAmount) {

    /** What can still be captured: authorised less captured less cancelled, never below zero. Refunds do not count. */
    public Amount remainingToCapture() {
        return atLeastZero(authorizedAmount.minus(capturedAmount).minus(cancelledAmount));
    }

    /** What can still be refunded: captured less refunded, never below zero. */
    public Amount remainingToRefund() {
        return atLeastZero(capturedAmount.minus(refundedAmount));
    }

    private static Amount atLeastZero(Amount amount) {
        return amount.value() < 0 ? Amount.ofMinor(0, amount.currency()) : amount;
    }
}
