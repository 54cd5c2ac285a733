package io.github.vipps4j.ecom;

import org.jspecify.annotations.Nullable;

/** Acts when an order has changed: confirms it, releases the goods, books the refund. */
@FunctionalInterface
public interface OrderChangeHandler {
    /**
     * An order is not as it was when this was last accepted. One that is {@linkplain PaymentDetails#isOver over}
     * without an outcome is told too: cancel it before the goods go to somebody else. Changes that came between two
     * reads arrive as one: look at where the order stands, not at how it got there.
     *
     * <p>Returning accepts it. An exception does not: it goes to whoever gave the hint, and the same difference is told
     * again with the next hint. As a process can also die after the work and before it is noted, one difference can
     * come twice: put the change into a transaction with what you do about it.
     *
     * @param before what was accepted last; null the first time
     * @param now as it was read from the service just now
     */
    void orderChanged(OrderKey key, @Nullable OrderSnapshot before, PaymentDetails now) throws Exception;
}
