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

    /** Of a capture or refund: each is listed with the key of its request. */
    Resolution moved(PaymentEventName name, Amount amount, IdempotencyKey key) {
        // In this order: a log that is read later and yet tells of less is one that lags behind.
        Aggregate sums = payments.get(reference).aggregate();
        Amount known = name == PaymentEventName.CAPTURED ? sums.capturedAmount() : sums.refundedAmount();
        Amount listed = Amount.ofMinor(0, known.currency());
        boolean refused = false;
        boolean mayBeOurs = false;
        for (PaymentEvent event : payments.eventLog(reference)) {
            if (event.name() != name) {
                continue;
            }
            boolean ours = key.value().equals(event.idempotencyKey());
            if (ours && event.success()) {
                return Resolution.APPLIED;
            }
            refused |= ours;
            if (event.success()) {
                listed = listed.plus(event.amount());
                mayBeOurs |= event.idempotencyKey() == null && event.amount().equals(amount);
            }
        }
        boolean complete = listed.compareTo(known) >= 0;
        return refused || complete && !mayBeOurs ? Resolution.NOT_APPLIED : Resolution.STILL_UNKNOWN;
    }

    /** Of a cancel, which is listed without a key: what it wanted is so, or it is not. */
    Resolution cancelled() {
        Payment payment = payments.get(reference);
        return switch (payment.state()) {
            case TERMINATED -> Resolution.APPLIED;
            case AUTHORIZED ->
                payment.aggregate().cancelledAmount().value() > 0 ? Resolution.APPLIED : Resolution.NOT_APPLIED;
            case CREATED, ABORTED, EXPIRED -> Resolution.NOT_APPLIED;
            case UNKNOWN -> Resolution.STILL_UNKNOWN;
        };
    }
}
