package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import org.jspecify.annotations.Nullable;

/**
 * A payment after a capture, refund or cancel (ePayment 1.8.1). The constructor is not API: replies grow.
 *
 * @param reference your own name of the payment
 * @param state {@link PaymentState#AUTHORIZED}, or {@link PaymentState#TERMINATED} after a cancel before approval
 * @param stateText the state as it came, also when this version does not know it
 * @param amount what the payment asked for, not what this operation moved
 * @param aggregate what became of the money, this operation included: check it before shipping
 * @param pspReference the service's number of the payment, not of this operation; the event log has the latter.
 *     Null if it was left out
 */
public record Modification(
        String reference,
        PaymentState state,
        String stateText,
        Amount amount,
        Aggregate aggregate,
        @Nullable String pspReference) {

    /** Whether the customer's part is over, as {@link Payment#hasOutcome()}. */
    boolean hasOutcome() {
        return state.isOutcome();
    }

    /** Where the payment stands by a read, for an operation that turned out to be done or not needed. */
    static Modification of(Payment payment) {
        return new Modification(
                payment.reference(),
                payment.state(),
                payment.stateText(),
                payment.amount(),
                payment.aggregate(),
                payment.pspReference());
    }
}
