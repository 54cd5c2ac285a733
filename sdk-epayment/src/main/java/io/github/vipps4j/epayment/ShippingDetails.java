package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Address;
import io.github.vipps4j.core.Amount;
import org.jspecify.annotations.Nullable;

/**
 * Where the customer of an Express payment wants it, and how (ePayment 1.8.1). The constructor is not API: replies grow.
 *
 * @param address personal data, not printed; null if it was left out
 * @param shippingCost what the customer pays for it, in minor units of the payment's currency; it is part of what was
 *     authorised, so capture it with the rest. Null if it was left out
 * @param shippingOptionId your own id of the option that was picked, or null
 * @param shippingOptionName its name, or null
 */
public record ShippingDetails(
        @Nullable Address address,
        @Nullable Amount shippingCost,
        @Nullable String shippingOptionId,
        @Nullable String shippingOptionName) {
    /** Without the address. */
    @Override
    public String toString() {
        return "ShippingDetails[shippingCost=" + shippingCost + ", shippingOptionId=" + shippingOptionId + "]";
    }
}
