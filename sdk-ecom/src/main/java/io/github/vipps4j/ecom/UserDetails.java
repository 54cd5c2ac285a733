package io.github.vipps4j.ecom;

import org.jspecify.annotations.Nullable;

/**
 * What the customer shared (eCom 2.0.3): with Express, or by the scope. Personal data, not printed. Seven days after
 * the approval the service expires it. The constructor is not API: replies grow.
 *
 * @param email or null
 * @param firstName or null
 * @param lastName or null
 * @param mobileNumber 8 digits, without the country code; or null
 * @param userId the customer's id, by which the removal of the consent comes ({@link ConsentRemovalHandler}); or null
 * @param expired whether some of it has expired at the service; what has is null
 */
public record UserDetails(
        @Nullable String email,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String mobileNumber,
        @Nullable String userId,
        boolean expired) {
    /** Without anything that is in it. */
    @Override
    public String toString() {
        return "UserDetails[***]";
    }
}
