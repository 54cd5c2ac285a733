package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import org.jspecify.annotations.Nullable;

/** The API's rules for single fields (ePayment 1.8.1). */
final class Rules {
    private static final int MAX_URL = 2500;

    private Rules() {}

    /** Of a payment that is to be created. */
    static void reference(Violations violations, @Nullable String reference) {
        violations.check(
                reference != null && Violations.isReference(reference, 8, 64),
                "reference",
                "must have 8 to 64 characters: letters A to Z and a to z, digits and hyphens");
    }

    /** Of a payment that exists. It may have been created with eCom v2, whose names can be shorter. */
    static Violations existingReference(Violations violations, @Nullable String reference) {
        return violations.check(
                Violations.isReference(reference, 1, 64),
                "reference",
                "must have 1 to 64 characters: letters A to Z and a to z, digits and hyphens");
    }

    /** Java does not stop a null where a key must be, and a change without a key could act twice. */
    static Violations key(Violations violations, @Nullable IdempotencyKey key) {
        return violations.check(key != null, "idempotencyKey", "is required");
    }

    static Violations customer(Violations violations, @Nullable Customer customer) {
        boolean fits =
                customer instanceof Customer.PhoneNumber phone && Violations.isDigits(phone.phoneNumber(), 9, 15);
        return violations.check(
                fits, "customer.phoneNumber", "must be 9 to 15 digits with the country code first, such as 4791000000");
    }

    static void amount(Violations violations, String field, @Nullable Amount amount, long max) {
        if (amount == null) {
            violations.add(field, "is required");
        } else {
            violations.check(
                    amount.value() >= 1 && amount.value() <= max,
                    field + ".value",
                    max == Long.MAX_VALUE ? "must be at least 1 minor unit" : "must be 1 to " + max + " minor units");
        }
    }

    /**
     * Https or a custom scheme. Nothing more is checked: {@code java.net.URI} refuses some URLs that the API takes, and the
     * API has the last word.
     */
    static void url(Violations violations, String field, @Nullable String url) {
        violations.check(
                url != null && isUrl(url),
                field,
                "must be a URL with https:// or a custom scheme, without blanks, of at most 2500 characters");
    }

    private static boolean isUrl(String url) {
        int colon = url.indexOf(':');
        boolean scheme =
                colon > 0 && Character.isLetter(url.charAt(0)) && Texts.all(url, 0, colon, Rules::isSchemeCharacter);
        return scheme
                && !url.regionMatches(true, 0, "http:", 0, "http:".length())
                && url.startsWith("://", colon)
                && (url.length() > colon + "://".length()
                        || !url.regionMatches(true, 0, "https:", 0, "https:".length()))
                && url.length() <= MAX_URL
                && Texts.all(url, c -> c > ' ' && c != 0x7f);
    }

    private static boolean isSchemeCharacter(int c) {
        return Texts.isLetterOrDigit(c) || c == '+' || c == '-' || c == '.';
    }
}
