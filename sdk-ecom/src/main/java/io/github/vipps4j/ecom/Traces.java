package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Resolution;
import org.jspecify.annotations.Nullable;

/** What a capture or refund leaves in an order's history (eCom 2.0.3): its request id, where it was noted. */
final class Traces {
    private final TransactionOperation operation;
    private final @Nullable Amount amount;
    private final IdempotencyKey key;

    /** @param amount null for all that remains */
    Traces(TransactionOperation operation, @Nullable Amount amount, IdempotencyKey key) {
        this.operation = operation;
        this.amount = amount;
        this.key = key;
    }

    /** Its result, or null if the history does not have it: then the same request id may be sent again. */
    @Nullable
    Modification of(PaymentDetails details) {
        for (TransactionLogEntry entry : details.history()) {
            if (isOurs(entry) && entry.operationSuccess() && isOfOurAmount(entry)) {
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
                if (entry.operationSuccess() && isOfOurAmount(entry)) {
                    return Resolution.APPLIED;
                }
                // or the request id was used for another amount before, and then ours was refused
                refused = true;
            } else if (entry.operation() == operation && entry.operationSuccess() && entry.requestId() == null) {
                mayBeOurs |= isOfOurAmount(entry);
            }
        }
        return refused || details.listsAllSums() && !mayBeOurs ? Resolution.NOT_APPLIED : Resolution.STILL_UNKNOWN;
    }

    private boolean isOfOurAmount(TransactionLogEntry entry) {
        return amount == null || entry.amount().equals(amount);
    }

    private boolean isOurs(TransactionLogEntry entry) {
        return entry.operation() == operation && key.value().equals(entry.requestId());
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
