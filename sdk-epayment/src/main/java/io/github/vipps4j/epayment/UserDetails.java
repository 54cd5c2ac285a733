package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the customer agreed to share (ePayment 1.8.1): for Express name, e-mail address and phone number are promised, and
 * where to deliver is in {@link ShippingDetails#address()}; else what the profile scope asked for. Personal data, not
 * printed. The constructor is not API: replies grow.
 *
 * @param email or null
 * @param firstName or null
 * @param lastName or null
 * @param mobileNumber digits with the country code first, or null
 * @param dateOfBirth as it came, not zero padded ({@code 1988-12-3}), or null
 * @param addresses empty if there are none
 */
public record UserDetails(
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String mobileNumber,
        @Nullable String dateOfBirth,
        List<Address> addresses) {
    /** Without anything that is in it. */
    @Override
    public String toString() {
        return "UserDetails[***]";
    }
}
