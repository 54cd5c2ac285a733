package io.github.vipps4j.epayment;

import org.jspecify.annotations.Nullable;

/**
 * Acts when a payment has changed: confirms the order, releases the goods, books the refund. It is told of payments that were
 * read back; the eCom module's handler of this name is told of hints alone.
 */
@FunctionalInterface
public interface PaymentUpdateHandler {
    /**
     * A payment is not as it was when this was last accepted. Changes that came between two reads arrive as one: look at
     * where the payment stands, not at how it got there.
     *
     * <p>Returning accepts it. An exception does not: it goes to whoever gave the hint, and the same difference is told
     * again with the next hint. As a process can also die after the work and before it is noted, one difference can
     * come twice: put the change into a transaction with what you do about it.
     *
     * @param before what was accepted last; null the first time
     * @param now as it was read from the service just now
     */
    void paymentChanged(PaymentKey key, @Nullable PaymentSnapshot before, Payment now) throws Exception;
}
