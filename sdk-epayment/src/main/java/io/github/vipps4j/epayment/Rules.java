package io.github.vipps4j.epayment;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Urls;
import io.github.vipps4j.core.support.Violations;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The API's rules for single fields (ePayment 1.8.1). */
final class Rules {
    private static final int MAX_URL = 2500;
    private static final long MAX_AMOUNT = 65_000_000;
    private static final Duration SHORTEST_LIFE = Duration.ofMinutes(10);
    private static final Duration LONGEST_LIFE = Duration.ofDays(60);

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
        if (customer instanceof Customer.PersonalQr qr) {
            return violations.check(
                    Texts.isOfLength(qr.personalQr(), 5, 255), "customer.personalQr", "must have 5 to 255 characters");
        }
        if (customer instanceof Customer.CustomerToken token) {
            return violations.check(
                    token.customerToken() != null && !token.customerToken().isBlank(),
                    "customer.customerToken",
                    "must not be blank");
        }
        boolean fits =
                customer instanceof Customer.PhoneNumber phone && Violations.isDigits(phone.phoneNumber(), 9, 15);
        return violations.check(
                fits, "customer.phoneNumber", "must be 9 to 15 digits with the country code first, such as 4791000000");
    }

    /** Of a payment's QR flow. */
    static void qrFormat(Violations violations, @Nullable QrFormat format) {
        violations.check(format != null, "qrFormat", "is required");
        if (format instanceof QrFormat.Png png && png.size() != null) {
            violations.check(png.size() >= 100 && png.size() <= 2000, "qrFormat.size", "must be 100 to 2000 pixels");
        }
    }

    /** Only whoever knows the time can check it. */
    static Violations expiresAt(Violations violations, @Nullable Instant expiresAt, Instant now) {
        return violations.check(
                expiresAt == null
                        || expiresAt.isAfter(now.plus(SHORTEST_LIFE)) && expiresAt.isBefore(now.plus(LONGEST_LIFE)),
                "expiresAt",
                "must be more than 10 minutes and less than 60 days ahead");
    }

    /** Of a payment, or what is added to one. */
    static void amount(Violations violations, @Nullable Amount amount, long min) {
        if (amount == null) {
            violations.add("amount", "is required");
        } else {
            violations.check(
                    amount.value() >= min && amount.value() <= MAX_AMOUNT,
                    "amount.value",
                    "must be " + min + " to " + MAX_AMOUNT + " minor units");
        }
    }

    /** Of a capture or refund: the most is what there is, which the API knows. */
    static Violations modificationAmount(Violations violations, @Nullable Amount amount) {
        if (amount == null) {
            return violations.add("modificationAmount", "is required");
        }
        return violations.check(amount.value() >= 1, "modificationAmount.value", "must be at least 1 minor unit");
    }

    /** Https or a custom scheme. */
    static void url(Violations violations, String field, @Nullable String url) {
        violations.check(
                url != null && url.length() <= MAX_URL && Urls.isHttpsOrCustomScheme(url),
                field,
                "must be a URL with https:// or a custom scheme, without blanks, of at most 2500 characters");
    }

    /** The same without a limit, for the API has none. */
    static void receiptUrl(Violations violations, String url) {
        violations.check(
                Urls.isHttpsOrCustomScheme(url),
                "receiptUrl",
                "must be a URL with https:// or a custom scheme, without blanks");
    }

    /** Https, for the service calls it; plain http only where no network is between. */
    static void callbackUrl(Violations violations, String field, @Nullable String url) {
        violations.check(
                url != null && Urls.isCallable(url),
                field,
                "must be a URL with https:// and a host (http:// only on loopback), without blanks");
    }
}
