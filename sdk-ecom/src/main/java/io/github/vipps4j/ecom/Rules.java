package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Urls;
import io.github.vipps4j.core.support.Violations;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The API's rules for single fields (eCom 2.0.3). */
final class Rules {
    private static final int MAX_URL = 255;
    private static final int MAX_TEXT = 100;
    private static final int MAX_KEY = 40;
    /** Closes the app on Android and goes nowhere. */
    private static final String INTENT = "INTENT";

    private Rules() {}

    /** Of an order that is to be initiated. */
    static void orderId(Violations violations, @Nullable String orderId) {
        violations.check(
                Violations.isReference(orderId, 8, 50),
                "orderId",
                "must have 8 to 50 characters: letters A to Z and a to z, digits and hyphens");
    }

    /** Of an order that exists: very short ones work too. */
    static Violations existingOrderId(Violations violations, @Nullable String orderId) {
        return violations.check(
                Violations.isReference(orderId, 1, 50),
                "orderId",
                "must have 1 to 50 characters: letters A to Z and a to z, digits and hyphens");
    }

    /** Java does not stop a null where a key must be, and a change without a key could act twice. */
    static void key(Violations violations, @Nullable IdempotencyKey key) {
        violations
                .check(key != null, "idempotencyKey", "is required")
                .check(
                        key == null || key.value().length() <= MAX_KEY,
                        "idempotencyKey",
                        "must have at most " + MAX_KEY + " characters in eCom");
    }

    static Violations amount(Violations violations, @Nullable Amount amount, long min) {
        if (amount == null) {
            return violations.add("amount", "is required");
        }
        return violations
                .check(amount.currency().equals(NOK), "amount.currency", "must be NOK")
                .check(amount.value() >= min, "amount.value", "must be at least " + min + " øre");
    }

    static Violations transactionText(Violations violations, @Nullable String text) {
        return violations.check(
                Texts.isOfLength(text, 1, MAX_TEXT) && text != null && !text.isBlank(),
                "transactionText",
                "must have 1 to " + MAX_TEXT + " characters, and not blanks alone");
    }

    /** What the service puts a path behind. */
    static void prefix(Violations violations, String field, @Nullable String url) {
        violations.check(
                url != null
                        && url.length() <= MAX_URL
                        && Urls.isCallable(url)
                        && Texts.all(url, c -> c != '?' && c != '#' && c != '\\')
                        && !hasUserInfo(url)
                        && !url.endsWith("/"),
                field,
                "must be a URL with https:// and a host (http:// only on loopback), without user, blanks, backslash,"
                        + " query, fragment and a slash at its end, of at most " + MAX_URL + " characters");
    }

    /** Of a URL with a host. */
    private static boolean hasUserInfo(String url) {
        int host = url.indexOf("://") + "://".length();
        int path = url.indexOf('/', host);
        return url.substring(host, path < 0 ? url.length() : path).indexOf('@') >= 0;
    }

    static void fallBack(Violations violations, @Nullable String url) {
        violations.check(
                url != null && url.length() <= MAX_URL && (url.equals(INTENT) || isPageOrApp(url)),
                "fallBack",
                "must be a URL with https:// and a host (http:// only on loopback) or with a custom scheme, without"
                        + " blanks, of at most " + MAX_URL + " characters, or INTENT");
    }

    private static boolean isPageOrApp(String url) {
        boolean isHttps = url.regionMatches(true, 0, "https:", 0, "https:".length());
        return Urls.isCallable(url) || !isHttps && Urls.isHttpsOrCustomScheme(url);
    }

    static void express(Violations violations, Express express) {
        prefix(violations, "consentRemovalPrefix", express.consentRemovalPrefix());
        if (express instanceof Express.Fixed fixed) {
            List<ShippingMethod> methods = fixed.staticShippingDetails();
            violations.check(!methods.isEmpty(), "staticShippingDetails", "must have at least one shipping method");
            shippingMethods(violations, "staticShippingDetails", methods);
        } else if (express instanceof Express.Dynamic dynamic) {
            prefix(violations, "shippingDetailsPrefix", dynamic.shippingDetailsPrefix());
        }
    }

    /** Of a fixed list or an answer. */
    static Violations shippingMethods(Violations violations, String field, List<ShippingMethod> methods) {
        long ids = methods.stream()
                .filter(Objects::nonNull)
                .map(ShippingMethod::shippingMethodId)
                .distinct()
                .count();
        long defaults = methods.stream()
                .filter(Objects::nonNull)
                .filter(ShippingMethod::isDefault)
                .count();
        return violations
                .check(
                        ids == methods.size(),
                        field,
                        "must have shipping methods with an id of their own each, and no null")
                .check(defaults <= 1, field, "must have at most one default");
    }
}
