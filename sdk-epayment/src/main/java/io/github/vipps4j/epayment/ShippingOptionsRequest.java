package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Address;

/**
 * A question for what can be sent to an address, asked while the customer waits in the app (ePayment 1.8.1, Express). The
 * constructor is not API.
 *
 * @param reference of the payment
 * @param address where the customer wants the goods; it need not be complete, nor in a country that you deliver to
 */
public record ShippingOptionsRequest(String reference, Address address) {
    /** Without the address. */
    @Override
    public String toString() {
        return "ShippingOptionsRequest[reference=" + reference + "]";
    }
}
