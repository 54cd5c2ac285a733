package io.github.vipps4j.epayment;

/**
 * Where a payment stood: what has to differ to be news. The rest of a payment can change without anything to do.
 *
 * @param stateText the state as it came
 * @param aggregate what had become of the money
 */
public record PaymentSnapshot(String stateText, Aggregate aggregate) {
    /** No sum ever falls, and no outcome is taken back: a read of which that seems so came from a copy that lags behind. */
    boolean isOlderThan(PaymentSnapshot known) {
        return aggregate.authorizedAmount().value()
                        < known.aggregate.authorizedAmount().value()
                || aggregate.capturedAmount().value()
                        < known.aggregate.capturedAmount().value()
                || aggregate.refundedAmount().value()
                        < known.aggregate.refundedAmount().value()
                || aggregate.cancelledAmount().value()
                        < known.aggregate.cancelledAmount().value()
                || stateText.equals("CREATED") && !known.stateText.equals("CREATED");
    }

    /** Of a payment as it was read. */
    public static PaymentSnapshot of(Payment payment) {
        return new PaymentSnapshot(payment.stateText(), payment.aggregate());
    }
}
