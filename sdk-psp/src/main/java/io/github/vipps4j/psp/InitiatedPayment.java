package io.github.vipps4j.psp;

import io.github.vipps4j.core.support.LandingPageToken;
import java.time.Instant;

/**
 * A payment that now waits for the customer (PSP API v3). The constructor is not API: replies grow.
 *
 * @param pspTransactionId as sent
 * @param merchantOrderId as sent
 * @param vippsRedirectUrl where to send the customer, unchanged, within 5 minutes; no operation gives it again. It is good for
 *     this customer and this payment only, so it is not printed.
 * @param initiatedAt when this process got the answer, by its own clock
 */
public record InitiatedPayment(
        String pspTransactionId, String merchantOrderId, String vippsRedirectUrl, Instant initiatedAt) {
    /** What {@link PspClient#forceApprove} takes; empty if the URL has none. */
    String token() {
        return LandingPageToken.of(vippsRedirectUrl);
    }

    /** Without the URL: whoever has it can act as the customer. */
    @Override
    public String toString() {
        return "InitiatedPayment[pspTransactionId=" + pspTransactionId + ", merchantOrderId=" + merchantOrderId
                + ", initiatedAt=" + initiatedAt + "]";
    }
}
