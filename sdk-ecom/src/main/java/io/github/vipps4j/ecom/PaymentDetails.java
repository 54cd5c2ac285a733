package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands (eCom 2.0.3). The constructor is not API: replies grow.
 *
 * @param orderId your own name of the order
 * @param history all that happened, the newest first; also what was tried without success
 * @param summary what became of the money, or null while the customer has not acted
 * @param sub the customer's id at this merchant, or null: it comes with a scope or Express only, after the approval and
 *     maybe a moment later. Not printed
 * @param userDetails what the customer shared, or null: as late as {@code sub}
 * @param shippingDetails of Express: where the customer wants it, or null
 * @param initiatedAt when it was initiated, or null: as the history has it, or as the SDK knows it where it was there
 */
public record PaymentDetails(
        String orderId,
        List<TransactionLogEntry> history,
        @Nullable TransactionSummary summary,
        @Nullable String sub,
        @Nullable UserDetails userDetails,
        @Nullable ShippingDetails shippingDetails,
        @Nullable Instant initiatedAt) {

    /** How long an order can wait for its customer, 10 minutes, and a margin. */
    static final Duration WINDOW = Duration.ofMinutes(11);

    private static final Amount NOTHING = Amount.ofMinor(0, NOK);

    /** Copies the history. */
    public PaymentDetails {
        history = List.copyOf(history);
    }

    /** Where the order stands: by what succeeded, in one form for all spellings. */
    public OrderState state() {
        TransactionOperation newest =
                successful().findFirst().map(TransactionLogEntry::operation).orElse(TransactionOperation.UNKNOWN);
        if (newest == TransactionOperation.UNKNOWN) {
            return OrderState.UNKNOWN;
        }
        if (refundedAmount().isPositive()) {
            return refundedAmount().compareTo(capturedAmount()) < 0 ? OrderState.PARTLY_REFUNDED : OrderState.REFUNDED;
        }
        if (has(TransactionOperation.SALE)) {
            return OrderState.SALE;
        }
        if (capturedAmount().isPositive()) {
            return capturedAmount().compareTo(reservedAmount()) < 0 ? OrderState.PARTLY_CAPTURED : OrderState.CAPTURED;
        }
        if (cancellation() != null) {
            return OrderState.CANCELLED;
        }
        return has(TransactionOperation.RESERVE) ? OrderState.RESERVED : OrderState.INITIATED;
    }

    /** What the customer approved, with the shipping of Express; zero until then. */
    public Amount reservedAmount() {
        return successful()
                .filter(entry -> entry.operation() == TransactionOperation.RESERVE
                        || entry.operation() == TransactionOperation.SALE)
                .map(TransactionLogEntry::amount)
                .reduce(NOTHING, PaymentDetails::larger);
    }

    /** The sum of the captures, a direct capture included. */
    public Amount capturedAmount() {
        Amount listed = listedAsCaptured();
        return summary == null ? listed : larger(listed, summary.capturedAmount());
    }

    /** A direct capture that is listed as a capture too is one and the same. */
    private Amount listedAsCaptured() {
        return larger(listed(TransactionOperation.CAPTURE), listed(TransactionOperation.SALE));
    }

    /** The sum of the refunds. */
    public Amount refundedAmount() {
        Amount listed = listed(TransactionOperation.REFUND);
        return summary == null ? listed : larger(listed, summary.refundedAmount());
    }

    /** What can still be captured, never below zero. */
    public Amount remainingToCapture() {
        if (cancellation() != null) {
            return NOTHING;
        }
        Amount rest = reservedAmount().minus(capturedAmount());
        return larger(NOTHING, summary == null ? rest : smaller(rest, summary.remainingAmountToCapture()));
    }

    /** What can still be refunded, never below zero. */
    public Amount remainingToRefund() {
        return larger(NOTHING, capturedAmount().minus(refundedAmount()));
    }

    /**
     * Whether the customer's part is over: approved or cancelled. False is never "not paid", only "not yet known": an
     * order that timed out may show nothing at all, see {@link #isOver}.
     */
    public boolean hasOutcome() {
        return successful()
                .map(TransactionLogEntry::operation)
                .anyMatch(operation ->
                        operation != TransactionOperation.INITIATE && operation != TransactionOperation.UNKNOWN);
    }

    /**
     * Whether nothing more can come from the customer: there is an outcome, or the 10 minutes that the order waits are
     * over, and one more for clocks and the way. Cancel an order that is over without an outcome before you sell the
     * goods to somebody else.
     *
     * <p>The minutes count from {@link #initiatedAt()}. The API may leave that out; such an order is never over without
     * an outcome if it was only read. {@link EcomClient#awaitOutcome} and {@link OrderUpdates} then count from what
     * they know: the initiate's answer, or when they first saw the order.
     *
     * @param now such as {@code Instant.now()}
     */
    public boolean isOver(Instant now) {
        return hasOutcome() || initiatedAt != null && initiatedAt.isBefore(now.minus(WINDOW));
    }

    /**
     * The same order, of which this machine knows when it was initiated: the service's clock may be ahead or behind.
     */
    PaymentDetails initiatedAt(Instant known) {
        return new PaymentDetails(orderId, history, summary, sub, userDetails, shippingDetails, known);
    }

    /**
     * The same order, which was there at this moment: so it was initiated no later, whatever the service's clock says.
     */
    PaymentDetails thereAt(Instant seen) {
        return initiatedAt == null || initiatedAt.isAfter(seen) ? initiatedAt(seen) : this;
    }

    /** Whether what was reserved and not captured has been released, even if the history should not say so. */
    boolean isRestReleased() {
        return summary != null
                && summary.remainingAmountToCapture().isZero()
                && capturedAmount().isPositive()
                && capturedAmount().compareTo(reservedAmount()) < 0;
    }

    /** Whether the history has all the sums that the summary knows of, so that what it does not have did not happen. */
    boolean listsAllSums() {
        return capturedAmount().equals(listedAsCaptured())
                && refundedAmount().equals(listed(TransactionOperation.REFUND));
    }

    /**
     * What ended it or released its rest, or null. One that an approval came after is none: the customer was faster.
     */
    @Nullable
    TransactionLogEntry cancellation() {
        return successful()
                .filter(entry -> entry.operation().isCancellation()
                        || entry.operation() == TransactionOperation.RESERVE
                        || entry.operation() == TransactionOperation.SALE)
                .findFirst()
                .filter(entry -> entry.operation().isCancellation())
                .orElse(null);
    }

    private boolean has(TransactionOperation operation) {
        return successful().anyMatch(entry -> entry.operation() == operation);
    }

    private Amount listed(TransactionOperation operation) {
        return successful()
                .filter(entry -> entry.operation() == operation)
                .map(TransactionLogEntry::amount)
                .reduce(NOTHING, Amount::plus);
    }

    private Stream<TransactionLogEntry> successful() {
        return history.stream().filter(TransactionLogEntry::operationSuccess);
    }

    private static Amount larger(Amount one, Amount other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Amount smaller(Amount one, Amount other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Without what is the customer's own. */
    @Override
    public String toString() {
        return "PaymentDetails[orderId=" + orderId + ", state=" + state() + ", history=" + history + ", summary="
                + summary + "]";
    }
}
