package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rules of Express (ePayment 1.8.1, with {@code allowedCountries} of 2026-05). */
final class Express {
    /** No more, no fewer, and in this order. */
    static final List<ProfileScope> SCOPES =
            List.of(ProfileScope.NAME, ProfileScope.ADDRESS, ProfileScope.EMAIL, ProfileScope.PHONE_NUMBER);

    private Express() {}

    static void check(
            Violations violations, Shipping shipping, @Nullable Amount amount, Collection<ProfileScope> scopes) {
        violations.check(
                scopes.isEmpty() || scopes.size() == SCOPES.size() && scopes.containsAll(SCOPES),
                "profile.scope",
                "must be exactly name address email phoneNumber for Express; it is so if nothing is given");
        if (shipping instanceof Shipping.Fixed fixed) {
            groups(violations, "shipping.fixedOptions", fixed.fixedOptions());
            Set<Currency> currencies = currencies(fixed.fixedOptions());
            // of more than one it has been told already
            violations.check(
                    amount == null || currencies.size() != 1 || currencies.contains(amount.currency()),
                    "shipping.fixedOptions",
                    "must have amounts in the currency of the payment");
        } else if (shipping instanceof Shipping.Dynamic dynamic) {
            Rules.callbackUrl(violations, "shipping.dynamicOptions.callbackUrl", dynamic.callbackUrl());
            violations.check(
                    Violations.isReference(dynamic.callbackAuthorizationToken(), 1, 50),
                    "shipping.dynamicOptions.callbackAuthorizationToken",
                    "must have 1 to 50 characters: letters A to Z and a to z, digits and hyphens");
        }
        violations.check(
                shipping.allowedCountries().stream().allMatch(Express::isCountry),
                "shipping.allowedCountries",
                "must be ISO 3166-1 alpha-2 codes: two letters from A to Z, such as NO");
    }

    /** What proves the shipping calls to be genuine, or null if there are none. */
    static @Nullable String secret(@Nullable Shipping shipping) {
        return shipping instanceof Shipping.Dynamic dynamic ? dynamic.callbackAuthorizationToken() : null;
    }

    /** What is offered, fixed or as an answer. */
    static Violations groups(Violations violations, String field, List<ShippingGroup> groups) {
        List<ShippingGroup> given = groups.stream().filter(Objects::nonNull).toList();
        return violations
                .check(!groups.isEmpty() && given.size() == groups.size(), field, "must have at least one group")
                .check(
                        given.stream()
                                .map(group -> List.of(group.brand(), group.type()))
                                .allMatch(unseen()),
                        field,
                        "must have one group for each pair of brand and type: variants are its options")
                .check(
                        given.stream()
                                .flatMap(group -> group.options().stream())
                                .map(ShippingOption::id)
                                .allMatch(unseen()),
                        field,
                        "must have options with an id of their own each")
                .check(currencies(given).size() <= 1, field, "must have amounts in one currency");
    }

    private static <T> Predicate<T> unseen() {
        return new HashSet<T>()::add;
    }

    private static Set<Currency> currencies(List<ShippingGroup> groups) {
        Set<Currency> currencies = new HashSet<>();
        groups.stream()
                .filter(Objects::nonNull)
                .flatMap(group -> group.options().stream())
                .forEach(option -> currencies.add(option.amount().currency()));
        return currencies;
    }

    private static boolean isCountry(@Nullable String country) {
        return country != null && country.length() == 2 && Texts.all(country, c -> c >= 'A' && c <= 'Z');
    }
}
