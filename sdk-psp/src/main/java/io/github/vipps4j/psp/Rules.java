package io.github.vipps4j.psp;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.support.Urls;
import io.github.vipps4j.core.support.Violations;
import org.jspecify.annotations.Nullable;

/** The API's rules for single fields (PSP API v3). */
final class Rules {
    private static final int MAX_TRANSACTION_ID = 36;
    private static final String LOCALHOST = "https://localhost";

    private Rules() {}

    /** The specification's pattern has lower-case letters, its examples have capitals: the API has the last word. */
    static Violations pspTransactionId(Violations violations, @Nullable String pspTransactionId) {
        return violations.check(
                Violations.isReference(pspTransactionId, 1, MAX_TRANSACTION_ID),
                "pspTransactionId",
                "must have 1 to " + MAX_TRANSACTION_ID + " characters: letters A to Z and a to z, digits and hyphens");
    }

    static void merchantOrderId(Violations violations, @Nullable String merchantOrderId) {
        violations.check(
                Violations.isReference(merchantOrderId, 8, 50),
                "merchantOrderId",
                "must have 8 to 50 characters: letters A to Z and a to z, digits and hyphens");
    }

    static void amount(Violations violations, @Nullable Amount amount, long min) {
        if (amount == null) {
            violations.add("amount", "is required");
            return;
        }
        violations
                .check(amount.currency().equals(NOK), "amount.currency", "must be NOK")
                .check(
                        amount.value() >= min && amount.value() <= Integer.MAX_VALUE,
                        "amount.value",
                        "must be " + min + " to " + Integer.MAX_VALUE + " øre");
    }

    /** Where the customer goes. */
    static void redirectUrl(Violations violations, @Nullable String url) {
        violations.check(
                url != null && Urls.isHttpsOrCustomScheme(url) && !isLocalhost(url),
                "pspRedirectUrl",
                "must be a URL with https:// or a custom scheme, without blanks, and not of localhost");
    }

    /** What the service calls. */
    static void makePaymentUrl(Violations violations, @Nullable String url) {
        violations.check(
                url != null && Urls.isCallable(url) && !isLocalhost(url),
                "makePaymentUrl",
                "must be a URL with https:// and a host (http:// only on loopback), without blanks, and not of https://localhost");
    }

    static void merchantAgreementUrl(Violations violations, String url) {
        violations.check(
                Urls.isHttpsOrCustomScheme(url),
                "merchantAgreementUrl",
                "must be a URL with https:// or a custom scheme, without blanks");
    }

    private static boolean isLocalhost(String url) {
        return url.regionMatches(true, 0, LOCALHOST, 0, LOCALHOST.length())
                && (url.length() == LOCALHOST.length() || "/:?#".indexOf(url.charAt(LOCALHOST.length())) >= 0);
    }
}
