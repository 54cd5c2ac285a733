package io.github.vipps4j.ecom;

/** What became of an initiate whose answer was lost (eCom 2.0.3): {@link EcomClient#resolveInitiate}. */
public sealed interface InitiateResolution {
    /** The order. */
    String orderId();

    /**
     * There is no such order: send it again, with the same order id.
     *
     * @param orderId of the order that is not there
     */
    record Absent(String orderId) implements InitiateResolution {}

    /**
     * The order is there, and its URL is lost. In state {@link OrderState#INITIATED} cancel it and initiate with a new
     * order id, such as the old one with {@code -1} behind it; but if it skips the landing page the customer has it in
     * the app, so wait for its outcome. In any other state go on with it: the customer was fast.
     *
     * @param details the order as it stands
     */
    record Known(PaymentDetails details) implements InitiateResolution {
        @Override
        public String orderId() {
            return details.orderId();
        }
    }
}
