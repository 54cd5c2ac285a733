package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Address;
import org.jspecify.annotations.Nullable;

/**
 * Where the customer of an Express payment wants it, and how (eCom 2.0.3). Seven days after the approval the service
 * expires it. The constructor is not API: replies grow.
 *
 * @param address personal data, not printed; null if it was left out or has expired
 * @param shippingCost what the customer pays for it; it is part of what was reserved, so capture it with the rest. Null
 *     if it was left out or has expired
 * @param shippingMethod its name, or null
 * @param shippingMethodId your own id of the method that was picked, or null
 * @param expired whether some of it has expired at the service; what has is null
 */
public record ShippingDetails(
        @Nullable Address address,
        @Nullable ShippingCost shippingCost,
        @Nullable String shippingMethod,
        @Nullable String shippingMethodId,
        boolean expired) {
    /** Without the address. */
    @Override
    public String toString() {
        return "ShippingDetails[shippingCost=" + shippingCost + ", shippingMethodId=" + shippingMethodId + ", expired="
                + expired + "]";
    }
}
