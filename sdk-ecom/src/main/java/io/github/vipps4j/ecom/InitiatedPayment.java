package io.github.vipps4j.ecom;

import io.github.vipps4j.core.support.LandingPageToken;
import java.time.Instant;

/**
 * A payment that now waits for the customer (eCom 2.0.3). The constructor is not API: replies grow.
 *
 * @param orderId as sent
 * @param url where to send the customer, unchanged, within 5 minutes; no operation gives it again. It is good for this
 *     customer and this payment only, so it is not printed.
 * @param initiatedAt when this process got the answer, by its own clock
 */
public record InitiatedPayment(String orderId, String url, Instant initiatedAt) {
    /** What {@link EcomClient#forceApprove} takes; empty if the URL has none. */
    String token() {
        return LandingPageToken.of(url);
    }

    /** Without the URL: whoever has it can act as the customer. */
    @Override
    public String toString() {
        return "InitiatedPayment[orderId=" + orderId + ", initiatedAt=" + initiatedAt + "]";
    }
}
