package io.github.vipps4j.ecom;

import static io.github.vipps4j.core.ErrorCode.Repeat.AFTER_READING;
import static io.github.vipps4j.core.ErrorCode.Repeat.CORRECTED_WITH_NEW_KEY;
import static io.github.vipps4j.core.ErrorCode.Repeat.NEVER;
import static io.github.vipps4j.core.ErrorCode.Repeat.SAME_AFTER_PAUSE;
import static io.github.vipps4j.core.ErrorCode.Repeat.SAME_ONCE;
import static io.github.vipps4j.core.ErrorCode.WhoActs.CUSTOMER;
import static io.github.vipps4j.core.ErrorCode.WhoActs.DEVELOPER;
import static io.github.vipps4j.core.ErrorCode.WhoActs.MERCHANT;
import static io.github.vipps4j.core.ErrorCode.WhoActs.NOBODY;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.ErrorCode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The error codes of the eCom API, as of 2023-11: what each means, who has to act, and whether repeating helps. A code
 * means something within its group only: 51, 93 and 98 stand for different things in two of them.
 */
public enum EcomError implements ErrorCode {
    /** {@code Payment 41}: the customer has no valid card. */
    NO_VALID_CARD("Payment", "41", "the customer has no valid card", CUSTOMER, NEVER),
    /** {@code Payment 42}: the issuer of the card refused. */
    REFUSED_BY_ISSUER("Payment", "42", "the issuer of the card refused", CUSTOMER, NEVER),
    /** {@code Payment 43}: refused for an invalid amount. */
    REFUSED_INVALID_AMOUNT("Payment", "43", "refused for an invalid amount", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code Payment 44}: the card has expired. */
    CARD_EXPIRED("Payment", "44", "the card has expired", CUSTOMER, NEVER),
    /** {@code Payment 45}: the reservation failed, often because the customer did nothing. */
    RESERVATION_FAILED(
            "Payment",
            "45",
            "the reservation failed, often because the customer did nothing",
            DEVELOPER,
            AFTER_READING),
    /** {@code Payment 51}: it was captured and cannot be cancelled. */
    CAPTURED_CANNOT_CANCEL("Payment", "51", "it was captured and cannot be cancelled", DEVELOPER, AFTER_READING),
    /** {@code Payment 52}: the cancel failed for an unknown reason. */
    CANCEL_FAILED("Payment", "52", "the cancel failed for an unknown reason", DEVELOPER, AFTER_READING),
    /** {@code Payment 61}: the captures exceed the reserved amount. */
    CAPTURE_TOO_HIGH("Payment", "61", "the captures exceed the reserved amount", DEVELOPER, AFTER_READING),
    /** {@code Payment 62}: nothing is reserved, so nothing can be captured. */
    CAPTURE_NOT_RESERVED("Payment", "62", "nothing is reserved, so nothing can be captured", DEVELOPER, AFTER_READING),
    /** {@code Payment 63}: the capture failed for an unknown reason. */
    CAPTURE_FAILED("Payment", "63", "the capture failed for an unknown reason", DEVELOPER, AFTER_READING),
    /** {@code Payment 71}: the refunds exceed the captured amount. */
    REFUND_TOO_HIGH("Payment", "71", "the refunds exceed the captured amount", DEVELOPER, AFTER_READING),
    /** {@code Payment 72}: it is only reserved; cancel it instead. */
    REFUND_NOT_CAPTURED("Payment", "72", "it is only reserved; cancel it instead", DEVELOPER, AFTER_READING),
    /** {@code Payment 73}: the order was cancelled, so nothing can be refunded. */
    REFUND_OF_CANCELLED(
            "Payment", "73", "the order was cancelled, so nothing can be refunded", DEVELOPER, AFTER_READING),
    /** {@code Payment 74}: the merchant's account could not be debited. */
    ACCOUNT_NOT_DEBITED("Payment", "74", "the merchant's account could not be debited", MERCHANT, NEVER),
    /** {@code Payment 93}: this key has captured another amount. */
    CAPTURE_DIFFERS("Payment", "93", "this key has captured another amount", DEVELOPER, AFTER_READING),
    /** {@code Payment 95}: the time to refund is over, or direct capture is not allowed. The time is 365 days. */
    REFUND_PERIOD_EXPIRED(
            "Payment", "95", "the time to refund is over, or direct capture is not allowed", DEVELOPER, AFTER_READING),
    /** {@code Payment 98}: the time to capture is over. The time is 180 days; the reservation is gone. */
    CAPTURE_PERIOD_EXPIRED("Payment", "98", "the time to capture is over", DEVELOPER, AFTER_READING),
    /** {@code Payment 1082}: the test user has to approve one payment in the app first. Test environment only. */
    TEST_USER_NOT_VERIFIED(
            "Payment", "1082", "the test user has to approve one payment in the app first", MERCHANT, NEVER),
    /** {@code VippsError 91}: the operation is not allowed now, such as a capture of a cancelled order. */
    NOT_ALLOWED(
            "VippsError",
            "91",
            "the operation is not allowed now, such as a capture of a cancelled order",
            DEVELOPER,
            AFTER_READING),
    /** {@code VippsError 92}: it was processed before. The goal may be met. */
    ALREADY_PROCESSED("VippsError", "92", "it was processed before", DEVELOPER, AFTER_READING),
    /** {@code VippsError 93}: this key was used with another body. Never change the key to force it through. */
    KEY_REUSED("VippsError", "93", "this key was used with another body", DEVELOPER, AFTER_READING),
    /**
     * {@code VippsError 94}: another operation is processing the order. The SDK waits and repeats, but not an initiate.
     */
    ORDER_LOCKED("VippsError", "94", "another operation is processing the order", NOBODY, SAME_AFTER_PAUSE),
    /** {@code VippsError 98}: there are too many requests at once. The SDK waits and repeats. */
    TOO_MANY_REQUESTS("VippsError", "98", "there are too many requests at once", NOBODY, SAME_AFTER_PAUSE),
    /** {@code VippsError 99}: internal error, often a malformed request. */
    INTERNAL_ERROR("VippsError", "99", "internal error, often a malformed request", DEVELOPER, SAME_ONCE),
    /** {@code User 81}: there is no user with this number who may pay this. */
    NO_ELIGIBLE_USER("User", "81", "there is no user with this number who may pay this", CUSTOMER, NEVER),
    /** {@code User 82}: the customer's app is too old. */
    APP_TOO_OLD("User", "82", "the customer's app is too old", CUSTOMER, NEVER),
    /** {@code Merchant 31}: the merchant is blocked. */
    MERCHANT_BLOCKED("Merchant", "31", "the merchant is blocked", MERCHANT, NEVER),
    /** {@code Merchant 32}: the merchant's limit of received money is exceeded. */
    RECEIVING_LIMIT_EXCEEDED("Merchant", "32", "the merchant's limit of received money is exceeded", MERCHANT, NEVER),
    /** {@code Merchant 33}: the merchant's limit of payment requests is exceeded. */
    REQUEST_LIMIT_EXCEEDED("Merchant", "33", "the merchant's limit of payment requests is exceeded", MERCHANT, NEVER),
    /** {@code Merchant 34}: the order id was used before; read the order, or take another id. */
    DUPLICATE_ORDER_ID(
            "Merchant",
            "34",
            "the order id was used before; read the order, or take another id",
            DEVELOPER,
            AFTER_READING),
    /** {@code Merchant 35}: there is no such order in this sales unit. */
    ORDER_NOT_FOUND("Merchant", "35", "there is no such order in this sales unit", DEVELOPER, AFTER_READING),
    /** {@code Merchant 36}: the merchant has not signed the agreement. */
    AGREEMENT_NOT_SIGNED("Merchant", "36", "the merchant has not signed the agreement", MERCHANT, NEVER),
    /** {@code Merchant 37}: the sales unit is not available, deleted, deactivated or blocked. */
    SALES_UNIT_UNAVAILABLE(
            "Merchant", "37", "the sales unit is not available, deleted, deactivated or blocked", MERCHANT, NEVER),
    /** {@code Merchant 38}: this sales unit may not skip the landing page. */
    SKIP_LANDING_PAGE_NOT_ALLOWED("Merchant", "38", "this sales unit may not skip the landing page", MERCHANT, NEVER),
    /** {@code Merchant 39}: long-living payments are not allowed for this sales unit. */
    LONG_LIVING_NOT_ALLOWED(
            "Merchant", "39", "long-living payments are not allowed for this sales unit", MERCHANT, NEVER),
    /** {@code Merchant 51}: this sales unit may not ask for the national identity number. */
    NIN_NOT_ALLOWED("Merchant", "51", "this sales unit may not ask for the national identity number", MERCHANT, NEVER),
    /** {@code Merchant 97}: this sales unit may not take payments. */
    PAYMENTS_NOT_ALLOWED("Merchant", "97", "this sales unit may not take payments", MERCHANT, NEVER),
    /** Group {@code InvalidRequest}: fields of the request are wrong; {@link ApiError#extraDetails()} names them. */
    INVALID_REQUEST("InvalidRequest", "", "fields of the request are wrong", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** No code, or one that this version does not know. Always write a {@code default}. */
    UNKNOWN("", "", "", DEVELOPER, AFTER_READING);

    private static final Map<String, EcomError> BY_GROUP_AND_CODE = Arrays.stream(values())
            .filter(error -> !error.code.isEmpty())
            .collect(Collectors.toUnmodifiableMap(error -> name(error.group, error.code), Function.identity()));

    private final String group;
    private final String code;
    private final String meaning;
    private final WhoActs whoActs;
    private final Repeat repeat;

    EcomError(String group, String code, String meaning, WhoActs whoActs, Repeat repeat) {
        this.group = group;
        this.code = code;
        this.meaning = meaning;
        this.whoActs = whoActs;
        this.repeat = repeat;
    }

    /** What an eCom refusal is about; {@link #UNKNOWN} if it has no code that this version knows. */
    public static EcomError of(ApiException refusal) {
        EcomError known = find(refusal.error());
        if (known != null) {
            return known;
        }
        return INVALID_REQUEST.group.equalsIgnoreCase(refusal.error().group()) ? INVALID_REQUEST : UNKNOWN;
    }

    /** Field errors have none: what there is to say of them is which fields they are. */
    static @Nullable EcomError find(ApiError error) {
        for (String code : error.codes()) {
            EcomError known = find(error.group(), code);
            if (known != null) {
                return known;
            }
        }
        return null;
    }

    static @Nullable EcomError find(@Nullable String group, @Nullable String code) {
        return group == null || code == null ? null : BY_GROUP_AND_CODE.get(name(group, code));
    }

    /** Groups come in more than one spelling. */
    private static String name(String group, String code) {
        return group.toLowerCase(Locale.ROOT) + " " + code;
    }

    /** The group without which the code means nothing; empty for {@link #UNKNOWN}. */
    public String group() {
        return group;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public WhoActs whoActs() {
        return whoActs;
    }

    @Override
    public Repeat repeat() {
        return repeat;
    }

    @Override
    public int sameAsStatus() {
        return switch (this) {
            case ORDER_NOT_FOUND -> 404;
            case DUPLICATE_ORDER_ID, CAPTURE_DIFFERS, KEY_REUSED -> 409;
            case TOO_MANY_REQUESTS -> 429;
            default -> 0;
        };
    }
}
