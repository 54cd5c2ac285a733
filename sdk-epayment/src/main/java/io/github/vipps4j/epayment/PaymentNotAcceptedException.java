package io.github.vipps4j.epayment;

/** A {@link PaymentUpdateHandler} failed: the difference it was told is not accepted, and is told again with the next hint. */
public final class PaymentNotAcceptedException extends RuntimeException {
    private final PaymentKey key;

    PaymentNotAcceptedException(PaymentKey key, Exception cause) {
        super(
                "The handler did not accept the change of payment " + key + "; it is told again with the next hint",
                cause);
        this.key = key;
    }

    /** Which payment. */
    public PaymentKey key() {
        return key;
    }
}
