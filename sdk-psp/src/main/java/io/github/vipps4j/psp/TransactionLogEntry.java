package io.github.vipps4j.psp;

import io.github.vipps4j.core.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One line of a transaction's history (PSP API v3): what the provider reported. The constructor is not API: replies grow.
 *
 * @param operation what happened
 * @param operationText the operation as it came, also when this version does not know it
 * @param operationSuccess whether it happened: a failed operation is listed too
 * @param amount what it was about
 * @param paymentText what the customer sees, or null; not printed
 * @param timeStamp when it happened, or null
 */
public record TransactionLogEntry(
        TransactionOperation operation,
        String operationText,
        boolean operationSuccess,
        Amount amount,
        @Nullable String paymentText,
        @Nullable Instant timeStamp) {
    /** Without the text, which is the merchant's own. */
    @Override
    public String toString() {
        return "TransactionLogEntry[operation=" + operationText + ", operationSuccess=" + operationSuccess + ", amount="
                + amount + ", timeStamp=" + timeStamp + "]";
    }
}
