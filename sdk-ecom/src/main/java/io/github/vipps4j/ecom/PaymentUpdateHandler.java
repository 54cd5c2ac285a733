package io.github.vipps4j.ecom;

/** Learns how the customer's part of an order ended. Called on the thread of the web server, on several at once. */
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
