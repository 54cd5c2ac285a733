package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.support.Receipts;
import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The API's rules for single fields (Order Management 2.1). */
final class Rules {
    private static final String HTTPS = "https://";
    private static final Set<Currency> CURRENCIES = Set.of(Currency.NOK, Currency.DKK, Currency.EUR);
    private static final int MAX_IMAGE_ID = 128;
    private static final int MAX_CATEGORY_ID = 64;

    private Rules() {}

    static Violations order(Violations violations, @Nullable PaymentType paymentType, @Nullable String orderId) {
        return orderId(paymentType(violations, paymentType), orderId);
    }

    static Violations paymentType(Violations violations, @Nullable PaymentType paymentType) {
        return PaymentType.check(violations, paymentType == null ? null : paymentType.code());
    }

    /** The API sets no limit to its length. Two points would lead out of the path. */
    static Violations orderId(Violations violations, @Nullable String orderId) {
        return violations.check(
                orderId != null && isName(orderId),
                "orderId",
                "must be letters A to Z and a to z, digits and any of -_., and not '.' or '..'");
    }

    static Violations categoryId(Violations violations, @Nullable String categoryId) {
        return violations.check(
                Violations.isReference(categoryId, 1, MAX_CATEGORY_ID), "categoryId", "must be the id of a category");
    }

    static Violations type(Violations violations, String field, @Nullable CategoryType type) {
        return CategoryType.check(violations, field, type == null ? null : type.code());
    }

    /** {@code java.net.URI} refuses some URLs that the API takes, and the API has the last word. */
    static Violations url(Violations violations, String field, @Nullable String url) {
        return violations.check(
                url != null
                        && url.startsWith(HTTPS)
                        && url.length() > HTTPS.length()
                        && Character.isLetterOrDigit(url.charAt(HTTPS.length()))
                        && Texts.all(url, HTTPS.length(), endOfAuthority(url), c -> c != '@')
                        && Texts.all(url, c -> c != 0x7f && !isBlank(c)),
                field,
                "must be a URL with https:// and a host, without blanks");
    }

    /** With the port, and whoever stands before the host: a name with an '@' makes a link look as if it led elsewhere. */
    private static int endOfAuthority(String url) {
        int end = HTTPS.length();
        while (end < url.length() && "/\\?#".indexOf(url.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(int c) {
        return c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c);
    }

    static Violations receipt(Violations violations, @Nullable Receipt receipt) {
        if (receipt == null) {
            return violations.add("receipt", "is required");
        }
        Receipts.check(violations, "", receipt);
        return violations.check(
                CURRENCIES.contains(receipt.currency()), "bottomLine.currency", "must be NOK, DKK or EUR");
    }

    static Violations imageId(Violations violations, @Nullable String imageId) {
        return violations.check(
                imageId != null
                        && !imageId.isEmpty()
                        && imageId.length() <= MAX_IMAGE_ID
                        && Texts.all(imageId, Rules::isNameCharacter),
                "imageId",
                "must have 1 to 128 characters: letters A to Z and a to z, digits and any of -_.");
    }

    private static boolean isName(String text) {
        return !text.isEmpty() && !text.equals(".") && !text.equals("..") && Texts.all(text, Rules::isNameCharacter);
    }

    private static boolean isNameCharacter(int c) {
        return Texts.isLetterOrDigit(c) || c == '-' || c == '_' || c == '.';
    }
}
