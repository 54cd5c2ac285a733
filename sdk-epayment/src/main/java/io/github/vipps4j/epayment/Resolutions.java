package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Resolution;

/** Looks for the traces of a change in the payment and its event log (ePayment 1.8.1). */
final class Resolutions {
    private final EPaymentClient payments;
    private final String reference;

    Resolutions(EPaymentClient payments, String reference) {
        this.payments = payments;
        this.reference = reference;
    }

    /** What the event log tells of a change, and the sum of all that it lists of the kind. */
    record Trace(Resolution resolution, Amount listed) {}

    /** Of a capture or refund. */
    Resolution moved(PaymentEventName name, Amount amount, IdempotencyKey key) {
        return trace(name, amount, key).resolution();
    }

    /** Of a capture or refund: each is listed with the key of its request. */
    Trace trace(PaymentEventName name, Amount amount, IdempotencyKey key) {
        // In this order: a log that is read later and yet tells of less is one that lags behind.
        Aggregate sums = payments.get(reference).aggregate();
        Amount known = name == PaymentEventName.CAPTURED ? sums.capturedAmount() : sums.refundedAmount();
        Amount listed = Amount.ofMinor(0, known.currency());
        boolean isOurs = false;
        boolean mayBeOurs = false;
        for (PaymentEvent event : payments.eventLog(reference)) {
            // One that failed proves nothing: it can be followed by another attempt with the same key.
            if (event.name() == name && event.success()) {
                listed = listed.plus(event.amount());
                boolean sameKey = key.value().equals(event.idempotencyKey());
                boolean sameAmount = event.amount().equals(amount);
                isOurs |= sameKey && sameAmount;
                // of our key and another amount: the key stands for another capture or refund than this one
                mayBeOurs |= sameKey || sameAmount && event.idempotencyKey() == null;
            }
        }
        if (isOurs) {
            return new Trace(Resolution.APPLIED, listed);
        }
        boolean complete = listed.compareTo(known) >= 0;
        return new Trace(complete && !mayBeOurs ? Resolution.NOT_APPLIED : Resolution.STILL_UNKNOWN, listed);
    }

    /**
     * Of a cancel, which is listed without a key: what it wanted is so, or it is not.
     *
     * @param transactionOnly whether it leaves an approved payment alone
     */
    Resolution cancelled(boolean transactionOnly) {
        Payment payment = payments.get(reference);
        return switch (payment.state()) {
            case TERMINATED -> Resolution.APPLIED;
            case AUTHORIZED ->
                !transactionOnly && !payment.aggregate().cancelledAmount().isZero()
                        ? Resolution.APPLIED
                        : Resolution.NOT_APPLIED;
            case CREATED, ABORTED, EXPIRED -> Resolution.NOT_APPLIED;
            case UNKNOWN -> Resolution.STILL_UNKNOWN;
        };
    }
}
