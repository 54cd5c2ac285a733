package io.github.vipps4j.ecom;

/**
 * Learns how the customer's part of an order ended, by the service's own word, which nothing has been settled by yet.
 * Called on the thread of the web server, on several at once. Not the ePayment module's handler of this name, which is
 * told of payments that were read back: here that is {@link OrderChangeHandler}.
 */
@FunctionalInterface
public interface PaymentUpdateHandler {
    /**
     * An order has an outcome. The service waits 3 s for this to return, tells it once, and does not care for the
     * answer: what is not noted by then is known only to whoever asks for the order's details. Do not settle the order
     * by what is told here: hand it to {@link OrderUpdates#callbacks()}, which reads the order first and returns at
     * once.
     */
    void paymentUpdated(PaymentUpdate update) throws Exception;
}
