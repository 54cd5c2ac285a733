package io.github.vipps4j.simulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The customer's bank.
 *
 * <p>All methods throw {@link java.util.NoSuchElementException} if there is no such payment, and
 * {@link IllegalStateException} if it is not {@link SimulatedState#AUTHORIZED}, or if several sales units have a payment
 * with this reference and none was named.
 */
public final class SimulatedBank {
    private final PaymentBook book;

    SimulatedBank(PaymentBook book) {
        this.book = book;
    }

    /**
     * Releases the reserved money before it is captured: from now on a capture is answered 6260. The amounts of the
     * payment stay as they are.
     *
     * @param reference the payment
     */
    public void release(String reference) {
        releaseOf(null, reference);
    }

    /**
     * Releases the reserved money before it is captured: from now on a capture is answered 6260. The amounts of the
     * payment stay as they are.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void release(String merchantSerialNumber, String reference) {
        releaseOf(Objects.requireNonNull(merchantSerialNumber, "merchantSerialNumber"), reference);
    }

    private void releaseOf(@Nullable String msn, String reference) {
        book.alone(() -> {
            Payment payment = book.only(msn, reference);
            if (payment.state() != SimulatedState.AUTHORIZED) {
                throw new IllegalStateException(
                        "The bank has reserved nothing for " + reference + ": it is " + payment.state());
            }
            payment.releaseByBank();
            return payment;
        });
    }
}
