package io.github.vipps4j.ecom;

import java.util.List;

/**
 * Knows what can be sent where, and for how much. Called on several threads at once, while customers wait in the app.
 */
@FunctionalInterface
public interface ShippingDetailsProvider {
    /**
     * What can be sent to the address. An answer that takes longer than 9 s is not used, and the customer is shown a
     * failure, as for an exception.
     *
     * @return shipping methods, each with an id of its own; empty if the shop does not deliver there
     */
    List<ShippingMethod> shippingDetails(ShippingDetailsRequest request) throws Exception;
}
