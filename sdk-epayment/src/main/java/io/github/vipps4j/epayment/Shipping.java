package io.github.vipps4j.epayment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Express: the customer chooses address and delivery in the app (ePayment 1.8.1), and the options are either known when the
 * payment is created or asked for when the address is. Checked when the {@link CreatePayment} is built. The sales unit needs
 * approval for it, else {@link EPaymentError#EXPRESS_NOT_ALLOWED}.
 */
public sealed interface Shipping {
    /**
     * The same options for every address.
     *
     * @param fixedOptions at least one; each pair of brand and type once, each option's id once, all amounts in the payment's
     *     currency
     */
    static Shipping fixed(ShippingGroup... fixedOptions) {
        return fixed(Arrays.asList(fixedOptions));
    }

    /** The same, of a list. */
    static Shipping fixed(List<ShippingGroup> fixedOptions) {
        return new Fixed(fixedOptions, List.of());
    }

    /**
     * Options that depend on the address: the service sends it to {@code callbackUrl}, where a {@link
     * ShippingOptionsEndpoint} answers.
     *
     * @param callbackUrl {@code https://} ({@code http://} only on loopback) and public; the ports 80, 443 and 8080 are safe
     * @param callbackAuthorizationToken a secret that proves each call to come from the service: 1 to 50 letters (A to Z, a to
     *     z), digits and hyphens; the endpoint needs the same one
     */
    static Shipping dynamic(String callbackUrl, String callbackAuthorizationToken) {
        return new Dynamic(callbackUrl, callbackAuthorizationToken, List.of());
    }

    /**
     * The same, offered for addresses in these countries only. In the API since 2026-05.
     *
     * @param allowedCountries ISO 3166-1 alpha-2 codes, such as {@code NO}; none for all countries
     */
    Shipping withAllowedCountries(String... allowedCountries);

    /** ISO 3166-1 alpha-2 codes; empty for all countries. */
    List<String> allowedCountries();

    /** Nulls stay until the request is built and tells of them. */
    private static <T> List<T> copy(List<T> list) {
        return Collections.unmodifiableList(new ArrayList<>(list));
    }

    /**
     * {@code fixedOptions}.
     *
     * @param fixedOptions at least one
     * @param allowedCountries ISO 3166-1 alpha-2 codes; empty for all countries
     */
    record Fixed(List<ShippingGroup> fixedOptions, List<String> allowedCountries) implements Shipping {
        /** As they are at this moment. */
        public Fixed {
            fixedOptions = copy(fixedOptions);
            allowedCountries = copy(allowedCountries);
        }

        @Override
        public Shipping withAllowedCountries(String... allowedCountries) {
            return new Fixed(fixedOptions, Arrays.asList(allowedCountries));
        }

        @Override
        public String toString() {
            return "Fixed";
        }
    }

    /**
     * {@code dynamicOptions}.
     *
     * @param callbackUrl where a {@link ShippingOptionsEndpoint} answers
     * @param callbackAuthorizationToken comes back with each call
     * @param allowedCountries ISO 3166-1 alpha-2 codes; empty for all countries
     */
    record Dynamic(String callbackUrl, String callbackAuthorizationToken, List<String> allowedCountries)
            implements Shipping {
        /** As it is at this moment. */
        public Dynamic {
            allowedCountries = copy(allowedCountries);
        }

        @Override
        public Shipping withAllowedCountries(String... allowedCountries) {
            return new Dynamic(callbackUrl, callbackAuthorizationToken, Arrays.asList(allowedCountries));
        }

        /** Without the token, and without the URL, which may be one that nobody else is to know. */
        @Override
        public String toString() {
            return "Dynamic";
        }
    }
}
