package io.github.vipps4j.core;

import org.jspecify.annotations.Nullable;

/**
 * A customer's address as an API gave it (ePayment 1.8.1; eCom 2.0.3): read leniently, whatever spelling the names had, and
 * not validated. The constructor is not API: replies grow.
 *
 * @param addressLine1 street and number, or null
 * @param addressLine2 a second line, or null
 * @param postCode in the country's own format, or null; the APIs call it {@code zipCode} too
 * @param city or null
 * @param country ISO 3166-1 alpha-2 in upper case; if it was neither that nor the English name of one of the service's
 *     markets, the text as it came; or null
 */
public record Address(
        @Nullable String addressLine1,
        @Nullable String addressLine2,
        @Nullable String postCode,
        @Nullable String city,
        @Nullable String country) {
    /** Without anything that is in it. */
    @Override
    public String toString() {
        return "Address[***]";
    }
}
