package io.github.vipps4j.psp;

import io.github.vipps4j.core.Amount;

/**
 * What became of the money, as far as it was reported and processed (PSP API v3). The constructor is not API: replies grow.
 *
 * @param capturedAmount the sum of the captures
 * @param remainingAmountToCapture what can still be captured
 * @param refundedAmount the sum of the refunds
 * @param remainingAmountToRefund what can still be refunded
 */
public record TransactionSummary(
        Amount capturedAmount,
        Amount remainingAmountToCapture,
        Amount refundedAmount,
        Amount remainingAmountToRefund) {}
