package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import org.jspecify.annotations.Nullable;

/**
 * What became of the money, as the service sums it up (eCom 2.0.3). None is below zero. The constructor is not API:
 * replies grow.
 *
 * @param capturedAmount the sum of the captures
 * @param remainingAmountToCapture what can still be captured
 * @param refundedAmount the sum of the refunds
 * @param remainingAmountToRefund what can still be refunded
 * @param bankIdentificationNumber the first six digits of the customer's card, or null; in details only, and of leading
 *     zeros the API keeps none
 */
public record TransactionSummary(
        Amount capturedAmount,
        Amount remainingAmountToCapture,
        Amount refundedAmount,
        Amount remainingAmountToRefund,
        @Nullable String bankIdentificationNumber) {
    /** Without the digits of the card. */
    @Override
    public String toString() {
        return "TransactionSummary[capturedAmount=" + capturedAmount + ", remainingAmountToCapture="
                + remainingAmountToCapture + ", refundedAmount=" + refundedAmount + ", remainingAmountToRefund="
                + remainingAmountToRefund + "]";
    }
}
