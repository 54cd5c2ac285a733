package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Address;

/**
 * A question for what can be sent to an address, asked while the customer waits in the app (eCom 2.0.3, Express). The
 * constructor is not API.
 *
 * @param orderId of the order
 * @param addressId the service's number of the address; it goes back with the answer
 * @param address where the customer wants the goods; it need not be complete
 * @param addressType what the customer calls it
 * @param addressTypeText the type as it came, also when this version does not know it; empty if nothing was said
 */
public record ShippingDetailsRequest(
        String orderId, long addressId, Address address, AddressType addressType, String addressTypeText) {
    /** Without the address. */
    @Override
    public String toString() {
        return "ShippingDetailsRequest[orderId=" + orderId + "]";
    }
}
