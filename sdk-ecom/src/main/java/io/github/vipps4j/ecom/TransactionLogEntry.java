package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of an order's history (eCom 2.0.3). The constructor is not API: replies grow.
 *
 * @param operation what happened
 * @param operationText the operation as it came, also when this version does not know it
 * @param operationSuccess whether it happened: a failed operation is listed too
 * @param amount what it was about
 * @param transactionText what the customer sees, or null; not printed
 * @param requestId the idempotency key of the request that caused it, or null
 * @param timeStamp when it happened, or null
 * @param transactionId the service's number of it, or null
 */
public record TransactionLogEntry(
        TransactionOperation operation,
        String operationText,
        boolean operationSuccess,
        Amount amount,
        @Nullable String transactionText,
        @Nullable String requestId,
        @Nullable Instant timeStamp,
        @Nullable String transactionId) {
    /** Without the text, which is the merchant's own. */
    @Override
    public String toString() {
        return "TransactionLogEntry[operation=" + operationText + ", operationSuccess=" + operationSuccess + ", amount="
                + amount + ", requestId=" + requestId + ", timeStamp=" + timeStamp + ", transactionId=" + transactionId
                + "]";
    }
}
