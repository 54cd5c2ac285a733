package io.github.vipps4j.epayment;

/** Knows what can be sent where, and for how much. Called on several threads at once, while customers wait in the app. */
@FunctionalInterface
public interface ShippingOptionsProvider {
    /**
     * What can be sent to the address. An answer that takes longer than 9 s is not used, and the customer is shown a failure, as
     * for an exception.
     *
     * @return options, or {@link ShippingOptions#noDelivery()}
     */
    ShippingOptions shippingOptions(ShippingOptionsRequest request) throws Exception;
}
