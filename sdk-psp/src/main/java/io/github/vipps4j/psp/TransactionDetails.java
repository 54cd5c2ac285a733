package io.github.vipps4j.psp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as Vipps MobilePay knows it (PSP API v3): what the provider has reported, after the nightly batch. It does not
 * tell of refusals, of customers who gave up, or that nothing will come any more. The constructor is not API: replies grow.
 *
 * @param pspTransactionId the provider's own name of it
 * @param merchantOrderId the merchant's order, or null
 * @param transactionSummary what became of the money, or null if nothing is known yet, or not all of it
 * @param transactionLogHistory all that was reported
 */
public record TransactionDetails(
        String pspTransactionId,
        @Nullable String merchantOrderId,
        @Nullable TransactionSummary transactionSummary,
        List<TransactionLogEntry> transactionLogHistory) {
    /** Copies its list. */
    public TransactionDetails {
        transactionLogHistory = List.copyOf(transactionLogHistory);
    }

    /** Whether the history has a reservation that succeeded. If not, that says nothing: never take it for "not paid". */
    public boolean isReserved() {
        return transactionLogHistory.stream()
                .anyMatch(entry -> entry.operation() == TransactionOperation.RESERVED && entry.operationSuccess());
    }
}
