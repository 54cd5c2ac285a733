package io.github.vipps4j.epayment;

/** Knows what can be sent where, and for how much. Called on several threads at once, while customers wait in the app. */
@FunctionalInterface
public interface ShippingOptionsProvider {
    /**
     * What can be sent to the address. An answer that takes longer than 9 s is not used, and the customer is shown a failure;
     * how long the service itself waits is not published.
     *
     * @return options, or {@link ShippingOptions#noDelivery()}, which tells the customer that this address is the reason
     * @throws Exception if there is no answer, as for a reference that you do not know: the customer is shown a failure
     */
    ShippingOptions shippingOptions(ShippingOptionsRequest request) throws Exception;
}
