package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Resolution;
import org.jspecify.annotations.Nullable;

/**
 * Whether an order's history (eCom 2.0.3) shows what was sent: a capture or refund by its request id, where it was
 * noted.
 */
final class HistoryCheck {
    private final TransactionOperation operation;
    private final @Nullable Amount amount;
    private final IdempotencyKey key;

    /** @param amount null for all that remains */
    HistoryCheck(TransactionOperation operation, @Nullable Amount amount, IdempotencyKey key) {
        this.operation = operation;
        this.amount = amount;
        this.key = key;
    }

    /** Its result, or null if the history does not have it: then the same request id may be sent again. */
    @Nullable
    Modification of(PaymentDetails details) {
        for (TransactionLogEntry entry : details.history()) {
            if (isOurs(entry) && entry.operationSuccess() && isOfOurAmount(entry, details)) {
                return Modification.of(details, entry);
            }
        }
        return null;
    }

    Resolution resolve(PaymentDetails details) {
        boolean refused = false;
        boolean mayBeOurs = false;
        for (TransactionLogEntry entry : details.history()) {
            if (isOurs(entry)) {
                if (entry.operationSuccess() && isOfOurAmount(entry, details)) {
                    return Resolution.APPLIED;
                }
                // or the request id was used for another amount before, and then ours was refused
                refused = true;
            } else if (entry.operation() == operation && entry.operationSuccess() && entry.requestId() == null) {
                mayBeOurs |= isOfOurAmount(entry, details);
            }
        }
        return refused || details.listsAllSums() && !mayBeOurs ? Resolution.NOT_APPLIED : Resolution.STILL_UNKNOWN;
    }

    /** All that remained was taken if nothing remains; else it was a part, by another request with the same id. */
    private boolean isOfOurAmount(TransactionLogEntry entry, PaymentDetails details) {
        return amount == null
                ? details.remainingToCapture().isZero()
                : entry.amount().equals(amount);
    }

    private boolean isOurs(TransactionLogEntry entry) {
        return entry.operation() == operation && key.value().equals(entry.requestId());
    }

    /**
     * An order id is good for one order. If that has another amount it is somebody else's, and ours can never have come
     * to be; but how the text and the amount of Express are listed is not documented, so from these nothing follows.
     */
    static Resolution resolveInitiate(PaymentDetails details, InitiatePayment request) {
        for (TransactionLogEntry entry : details.history()) {
            if (entry.operation() == TransactionOperation.INITIATE && entry.operationSuccess()) {
                boolean sameAmount = entry.amount().equals(request.amount());
                String text = entry.transactionText();
                if (sameAmount && (text == null || text.equals(request.transactionText()))) {
                    return Resolution.APPLIED;
                }
                return sameAmount || request.express() != null ? Resolution.STILL_UNKNOWN : Resolution.NOT_APPLIED;
            }
        }
        return Resolution.STILL_UNKNOWN;
    }

    /**
     * A cancel is listed without a request id: what it wanted is so, or it is not. One that may not release what a
     * capture has left is never so after a capture.
     */
    static @Nullable Modification ofCancel(PaymentDetails details, boolean releasesRemainingFunds) {
        if (!releasesRemainingFunds && details.capturedAmount().isPositive()) {
            return null;
        }
        TransactionLogEntry cancellation = details.cancellation();
        if (cancellation != null) {
            return Modification.of(details, cancellation);
        }
        return details.isRestReleased() ? Modification.ofReleasedRest(details) : null;
    }

    static Resolution resolveCancel(PaymentDetails details, boolean releasesRemainingFunds) {
        if (ofCancel(details, releasesRemainingFunds) != null) {
            return Resolution.APPLIED;
        }
        return details.state() == OrderState.UNKNOWN ? Resolution.STILL_UNKNOWN : Resolution.NOT_APPLIED;
    }
}
