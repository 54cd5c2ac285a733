package io.github.vipps4j.epayment;

import static io.github.vipps4j.core.ErrorCode.Repeat.AFTER_READING;
import static io.github.vipps4j.core.ErrorCode.Repeat.CORRECTED_WITH_NEW_KEY;
import static io.github.vipps4j.core.ErrorCode.Repeat.NEVER;
import static io.github.vipps4j.core.ErrorCode.Repeat.SAME_AFTER_PAUSE;
import static io.github.vipps4j.core.ErrorCode.Repeat.SAME_MUCH_LATER;
import static io.github.vipps4j.core.ErrorCode.Repeat.SAME_ONCE;
import static io.github.vipps4j.core.ErrorCode.WhoActs.CUSTOMER;
import static io.github.vipps4j.core.ErrorCode.WhoActs.DEVELOPER;
import static io.github.vipps4j.core.ErrorCode.WhoActs.MERCHANT;
import static io.github.vipps4j.core.ErrorCode.WhoActs.NOBODY;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The error codes of the ePayment API, as of 2026-08: what each means, who has to act, and whether repeating helps. */
public enum EPaymentError implements ErrorCode {
    /** {@code 3010}: internal error, often a malformed request. */
    INTERNAL_ERROR("3010", "internal error, often a malformed request", DEVELOPER, SAME_ONCE),
    /** {@code 4010}: this key has captured with another body. Never change the key to force it through. */
    CAPTURE_KEY_REUSED("4010", "this key has captured with another body", DEVELOPER, AFTER_READING),
    /**
     * {@code 4020}: the idempotency key or the reference was used with another body. If there is no such payment, an earlier
     * create was refused and this one needs a new key.
     */
    KEY_OR_REFERENCE_EXISTS(
            "4020",
            "the idempotency key or the reference was used with another body; if there is no such payment, an earlier"
                    + " create was refused and this one needs a new key",
            DEVELOPER,
            AFTER_READING),
    /** {@code 4040}: the amount is invalid. */
    INVALID_AMOUNT("4040", "the amount is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4050}: the customer token is invalid. */
    INVALID_CUSTOMER_TOKEN("4050", "the customer token is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4060}: the personal QR is invalid. */
    INVALID_PERSONAL_QR("4060", "the personal QR is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4070}: the phone number is invalid. */
    INVALID_PHONE_NUMBER("4070", "the phone number is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4080}: the profile scope is invalid. */
    INVALID_SCOPE("4080", "the profile scope is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4090}: a URL is invalid. */
    INVALID_URL("4090", "a URL is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4100}: there are too many metadata entries. */
    TOO_MUCH_METADATA("4100", "there are too many metadata entries", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4110}: a metadata key is there twice. */
    DUPLICATE_METADATA_KEY("4110", "a metadata key is there twice", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4120}: a metadata key is too long. */
    METADATA_KEY_TOO_LONG("4120", "a metadata key is too long", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4130}: a metadata value is too long. */
    METADATA_VALUE_TOO_LONG("4130", "a metadata value is too long", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4140}: a parameter of this flow is missing. */
    MISSING_PARAMETER("4140", "a parameter of this flow is missing", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 4150}: the reference exists, or this key has refunded with another body. */
    REFERENCE_EXISTS(
            "4150", "the reference exists, or this key has refunded with another body", DEVELOPER, AFTER_READING),
    /** {@code 4160}: the payment method does not fit card passthrough. */
    WRONG_METHOD_FOR_PASSTHROUGH(
            "4160", "the payment method does not fit card passthrough", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 5010}: blocked sources exist in Denmark and Finland only. Only in Denmark and Finland. */
    BLOCKED_SOURCES_NOT_APPLICABLE("5010", "blocked sources exist in Denmark and Finland only", MERCHANT, NEVER),
    /** {@code 5020}: Express is not allowed for this sales unit. */
    EXPRESS_NOT_ALLOWED("5020", "Express is not allowed for this sales unit", MERCHANT, NEVER),
    /** {@code 5030}: a profile scope needs permission. */
    SCOPE_NOT_ALLOWED("5030", "a profile scope needs permission", MERCHANT, NEVER),
    /** {@code 5040}: the currency is not that of the sales unit's market. */
    CURRENCY_NOT_ALLOWED("5040", "the currency is not that of the sales unit's market", MERCHANT, NEVER),
    /** {@code 5050}: long-living payments are not allowed for this sales unit. */
    LONG_LIVING_NOT_ALLOWED("5050", "long-living payments are not allowed for this sales unit", MERCHANT, NEVER),
    /** {@code 5060}: the merchant's bank account is not verified. */
    BANK_ACCOUNT_NOT_VERIFIED("5060", "the merchant's bank account is not verified", MERCHANT, NEVER),
    /** {@code 5070}: the payment cannot be created with this set-up. */
    CANNOT_CREATE("5070", "the payment cannot be created with this set-up", MERCHANT, NEVER),
    /** {@code 5080}: push messages are not allowed for this sales unit. */
    PUSH_NOT_ALLOWED("5080", "push messages are not allowed for this sales unit", MERCHANT, NEVER),
    /** {@code 5090}: there is no payment with this reference in this sales unit. */
    NOT_FOUND("5090", "there is no payment with this reference in this sales unit", DEVELOPER, AFTER_READING),
    /** {@code 5100}: this sales unit cannot refund. */
    REFUND_NOT_ALLOWED("5100", "this sales unit cannot refund", MERCHANT, NEVER),
    /** {@code 6010}: the amount is below the market's minimum. 100 øre in Norway. */
    AMOUNT_TOO_LOW("6010", "the amount is below the market's minimum", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 6020}: nothing was reserved, so nothing can be refunded. */
    REFUND_BEFORE_RESERVATION("6020", "nothing was reserved, so nothing can be refunded", DEVELOPER, AFTER_READING),
    /** {@code 6030}: the time to cancel is over. 180 days, or the market's capture deadline. */
    CANCEL_PERIOD_EXPIRED("6030", "the time to cancel is over", DEVELOPER, AFTER_READING),
    /** {@code 6040}: all of it was captured; refund instead. Refund instead. */
    FULLY_CAPTURED("6040", "all of it was captured; refund instead", DEVELOPER, AFTER_READING),
    /** {@code 6050}: nothing is reserved, so nothing can be cancelled. */
    CANCEL_NOT_RESERVED("6050", "nothing is reserved, so nothing can be cancelled", DEVELOPER, AFTER_READING),
    /**
     * {@code 6060}: the customer has approved, so cancelTransactionOnly does nothing. The customer was faster: the
     * money is reserved and waits for capture or cancel.
     */
    ALREADY_AUTHORIZED(
            "6060", "the customer has approved, so cancelTransactionOnly does nothing", DEVELOPER, AFTER_READING),
    /** {@code 6070}: the payment was cancelled. The reservation is gone. */
    CAPTURE_OF_CANCELLED("6070", "the payment was cancelled", DEVELOPER, AFTER_READING),
    /** {@code 6080}: nothing is reserved, so nothing can be captured. */
    CAPTURE_NOT_RESERVED("6080", "nothing is reserved, so nothing can be captured", DEVELOPER, AFTER_READING),
    /** {@code 6090}: the captures exceed the authorised amount. */
    CAPTURE_TOO_HIGH("6090", "the captures exceed the authorised amount", DEVELOPER, AFTER_READING),
    /** {@code 6100}: the time to capture is over. The reservation is gone. */
    CAPTURE_PERIOD_EXPIRED("6100", "the time to capture is over", DEVELOPER, AFTER_READING),
    /** {@code 6110}: expiresAt is more than 60 days ahead. 60 days are allowed. */
    EXPIRES_TOO_LATE("6110", "expiresAt is more than 60 days ahead", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 6120}: expiresAt is less than 10 minutes ahead. */
    EXPIRES_TOO_SOON("6120", "expiresAt is less than 10 minutes ahead", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 6130}: a long-living payment needs a receipt. */
    RECEIPT_REQUIRED("6130", "a long-living payment needs a receipt", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 6140}: it must be captured in full. */
    FULL_CAPTURE_REQUIRED("6140", "it must be captured in full", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 6150}: the refunds exceed the captured amount. */
    REFUND_TOO_HIGH("6150", "the refunds exceed the captured amount", DEVELOPER, AFTER_READING),
    /** {@code 6160}: another operation is processing the payment. The SDK waits and repeats. */
    BEING_PROCESSED("6160", "another operation is processing the payment", NOBODY, SAME_AFTER_PAUSE),
    /** {@code 6170}: it was captured before. The goal may be met. */
    ALREADY_CAPTURED("6170", "it was captured before", DEVELOPER, AFTER_READING),
    /** {@code 6180}: it was refunded before. The goal may be met. */
    ALREADY_REFUNDED("6180", "it was refunded before", DEVELOPER, AFTER_READING),
    /** {@code 6190}: it cannot be cancelled in this state. */
    CANNOT_CANCEL_IN_STATE("6190", "it cannot be cancelled in this state", DEVELOPER, AFTER_READING),
    /** {@code 6200}: it cannot be captured in this state. */
    CANNOT_CAPTURE_IN_STATE("6200", "it cannot be captured in this state", DEVELOPER, AFTER_READING),
    /** {@code 6210}: it cannot be refunded in this state. */
    CANNOT_REFUND_IN_STATE("6210", "it cannot be refunded in this state", DEVELOPER, AFTER_READING),
    /** {@code 6220}: the time to refund is over. 365 days. */
    REFUND_PERIOD_EXPIRED("6220", "the time to refund is over", DEVELOPER, AFTER_READING),
    /** {@code 6230}: it was reserved before. The goal may be met. */
    ALREADY_RESERVED("6230", "it was reserved before", DEVELOPER, AFTER_READING),
    /**
     * {@code 6250}: the customer is approving at this moment. The customer is approving. The SDK waits and repeats;
     * if it does not pass, read and cancel with a new key.
     */
    CANNOT_CANCEL_NOW(
            "6250",
            "the customer is approving at this moment; if that does not pass, read the payment and cancel with a new"
                    + " key",
            NOBODY,
            SAME_AFTER_PAUSE),
    /**
     * {@code 6260}: the bank released the reservation early. The bank has released the reservation early. Do not
     * ship.
     */
    FUNDS_UNAVAILABLE("6260", "the bank released the reservation early", CUSTOMER, SAME_MUCH_LATER),
    /** {@code 6280}: the capture failed for the moment. The SDK waits and repeats. */
    CAPTURE_FAILED("6280", "the capture failed for the moment", NOBODY, SAME_AFTER_PAUSE),
    /**
     * {@code 7010}: there is no user who may pay this. No such user, or too young. Never tell the customer that the
     * number is wrong.
     */
    NO_ELIGIBLE_USER("7010", "there is no user who may pay this", CUSTOMER, NEVER),
    /** {@code 10010}: the forced approval failed. Test environment only. */
    TEST_APPROVE_FAILED("10010", "the forced approval failed", DEVELOPER, AFTER_READING),
    /** {@code 10020}: the forced approval is not allowed. Test environment only. */
    TEST_APPROVE_NOT_ALLOWED("10020", "the forced approval is not allowed", MERCHANT, NEVER),
    /** {@code 10030}: the test user has to approve one payment in the app first. Test environment only. */
    TEST_IDENTIFICATION_REQUIRED(
            "10030", "the test user has to approve one payment in the app first", DEVELOPER, NEVER),
    /** {@code 10040}: the test user's payment source is invalid. Test environment only. */
    TEST_INVALID_SOURCE("10040", "the test user's payment source is invalid", DEVELOPER, NEVER),
    /** {@code 10050}: the test user has no card. Test environment only. */
    TEST_NO_CARD("10050", "the test user has no card", DEVELOPER, NEVER),
    /** {@code 10060}: the operation is not supported in the test environment. Test environment only. */
    TEST_NOT_SUPPORTED("10060", "the operation is not supported in the test environment", DEVELOPER, NEVER),
    /** {@code 10070}: the test user's payment limit is exceeded. Test environment only. */
    TEST_LIMIT_EXCEEDED("10070", "the test user's payment limit is exceeded", DEVELOPER, NEVER),
    /** No code, or one that this version does not know. Always write a {@code default}. */
    UNKNOWN("", "", DEVELOPER, AFTER_READING);

    private static final Map<String, EPaymentError> BY_CODE = Arrays.stream(values())
            .filter(error -> error != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(EPaymentError::code, Function.identity()));

    private final String code;
    private final String meaning;
    private final WhoActs whoActs;
    private final Repeat repeat;

    EPaymentError(String code, String meaning, WhoActs whoActs, Repeat repeat) {
        this.code = code;
        this.meaning = meaning;
        this.whoActs = whoActs;
        this.repeat = repeat;
    }

    /** What an ePayment refusal is about; {@link #UNKNOWN} if it has no code that this version knows. */
    public static EPaymentError of(ApiException refusal) {
        EPaymentError known = find(refusal.error());
        return known == null ? UNKNOWN : known;
    }

    static @Nullable EPaymentError find(ApiError error) {
        for (String code : error.codes()) {
            EPaymentError known = BY_CODE.get(code);
            if (known != null) {
                return known;
            }
        }
        return null;
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
}
