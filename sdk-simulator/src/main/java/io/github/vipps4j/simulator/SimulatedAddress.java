package io.github.vipps4j.simulator;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a simulated user lives.
 *
 * @param addressLine1 street and number
 * @param addressLine2 a second line, if any
 * @param postCode in the local format
 * @param city the city
 * @param country two capital letters (ISO 3166-1), such as {@code NO}
 */
public record SimulatedAddress(
        String addressLine1, @Nullable String addressLine2, String postCode, String city, String country) {

    /**
     * Checks the country.
     *
     * @throws IllegalArgumentException if the country is not two capital letters
     */
    public SimulatedAddress {
        Objects.requireNonNull(addressLine1, "addressLine1");
        Objects.requireNonNull(postCode, "postCode");
        Objects.requireNonNull(city, "city");
        if (country.length() != 2 || !country.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z')) {
            throw new IllegalArgumentException("country: must be two capital letters");
        }
    }

    /**
     * An address with one line.
     *
     * @param addressLine1 street and number
     * @param postCode in the local format
     * @param city the city
     * @param country two capital letters, such as {@code NO}
     * @return the address
     */
    public static SimulatedAddress of(String addressLine1, String postCode, String city, String country) {
        return new SimulatedAddress(addressLine1, null, postCode, city, country);
    }

    /** The country alone: where somebody lives is personal. */
    @Override
    public String toString() {
        return "SimulatedAddress[" + country + "]";
    }
}
