package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order after a capture, refund or cancel (eCom 2.0.3). The constructor is not API: replies grow.
 *
 * @param orderId your own name of the order
 * @param amount what this operation moved
 * @param status what it was
 * @param statusText the status as it came, also when this version does not know it
 * @param timeStamp when it happened, or null
 * @param transactionId the service's number of it, or null
 * @param transactionText what the customer sees, or null; not printed
 * @param summary what became of the money, this operation included; null while the customer has not acted
 * @param paymentInstrument the service's number of what was paid with, or null; not printed
 */
public record Modification(
        String orderId,
        Amount amount,
        ModificationStatus status,
        String statusText,
        @Nullable Instant timeStamp,
        @Nullable String transactionId,
        @Nullable String transactionText,
        @Nullable TransactionSummary summary,
        @Nullable String paymentInstrument) {

    /** An operation whose answer was lost, as the order's history has it. */
    static Modification of(PaymentDetails details, TransactionLogEntry entry) {
        return new Modification(
                details.orderId(),
                entry.amount(),
                ModificationStatus.of(entry.operationText()),
                entry.operationText(),
                entry.timeStamp(),
                entry.transactionId(),
                entry.transactionText(),
                details.summary(),
                null);
    }

    /** A release whose answer was lost and that the history does not have: only the sums show it. */
    static Modification ofReleasedRest(PaymentDetails details) {
        return new Modification(
                details.orderId(),
                details.reservedAmount().minus(details.capturedAmount()),
                ModificationStatus.CANCELLED,
                "",
                null,
                null,
                null,
                details.summary(),
                null);
    }

    /** Without the text, which is the merchant's own, and the instrument. */
    @Override
    public String toString() {
        return "Modification[orderId=" + orderId + ", amount=" + amount + ", status=" + statusText + ", timeStamp="
                + timeStamp + ", transactionId=" + transactionId + ", summary=" + summary + "]";
    }
}
