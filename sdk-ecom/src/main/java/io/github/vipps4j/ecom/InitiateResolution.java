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
     * An order with this id is there, and its URL is lost. First see that it is yours: by the amount and the text of
     * its first entry. Then {@linkplain PaymentDetails#state() its state} says how to go on:
     *
     * <ul>
     *   <li>{@link OrderState#INITIATED}: cancel it and initiate with a new order id, such as the old one with
     *       {@code -1} behind it; but if it skips the landing page the customer has it in the app, so wait for its
     *       outcome.
     *   <li>{@link OrderState#CANCELLED}: initiate with a new order id.
     *   <li>{@link OrderState#UNKNOWN}: have somebody look at its history before anything else.
     *   <li>Any other: go on with it, the customer was fast.
     * </ul>
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
