package io.github.vipps4j.psp;

import static io.github.vipps4j.core.ErrorCode.Repeat.AFTER_READING;
import static io.github.vipps4j.core.ErrorCode.Repeat.CORRECTED_WITH_NEW_KEY;
import static io.github.vipps4j.core.ErrorCode.Repeat.NEVER;
import static io.github.vipps4j.core.ErrorCode.WhoActs.DEVELOPER;
import static io.github.vipps4j.core.ErrorCode.WhoActs.MERCHANT;

import io.github.vipps4j.core.ApiError;
import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.ErrorCode;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The error codes that PSP API v3 answers with: what each means, who has to act, and whether repeating helps. What the provider
 * answers to {@code makePayment} is {@link DeclineReason}.
 */
public enum PspError implements ErrorCode {
    /** {@code 21}: the merchant is not available or not active. */
    MERCHANT_NOT_ACTIVE("21", "the merchant is not available or not active", MERCHANT, NEVER),
    /** {@code 37}: the merchant is not available, deactivated or blocked. */
    MERCHANT_BLOCKED("37", "the merchant is not available, deactivated or blocked", MERCHANT, NEVER),
    /** {@code 42}: the type of the payment model is invalid. */
    INVALID_PAYMENT_MODEL("42", "the type of the payment model is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 44}: the {@code pspTransactionId} was used before. After a lost answer of your own: {@link PspClient#resolveInit}. */
    TRANSACTION_ID_EXISTS("44", "the pspTransactionId was used before", DEVELOPER, AFTER_READING),
    /** {@code 51}: the request is invalid, or its {@code pspRedirectUrl}. */
    INVALID_REQUEST("51", "the request or its pspRedirectUrl is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code 99}: the {@code merchantOrderId} was used before. After a lost answer of your own: {@link PspClient#resolveInit}. */
    ORDER_ID_EXISTS("99", "the merchantOrderId was used before", DEVELOPER, AFTER_READING),
    /** {@code 121}: something is wrong with a recurring agreement. */
    AGREEMENT_121("121", "something is wrong with the recurring agreement", MERCHANT, NEVER),
    /** {@code 122}: something is wrong with a recurring agreement. */
    AGREEMENT_122("122", "something is wrong with the recurring agreement", MERCHANT, NEVER),
    /** {@code 123}: something is wrong with a recurring agreement. */
    AGREEMENT_123("123", "something is wrong with the recurring agreement", MERCHANT, NEVER),
    /** {@code 124}: something is wrong with a recurring agreement. */
    AGREEMENT_124("124", "something is wrong with the recurring agreement", MERCHANT, NEVER),
    /** {@code amount}: the amount is less than one øre. */
    INVALID_AMOUNT("amount", "the amount is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code currency}: the currency is not NOK. */
    INVALID_CURRENCY("currency", "the currency is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** {@code makePaymentUrl}: it is no URL that can be called. */
    INVALID_MAKE_PAYMENT_URL("makePaymentUrl", "the makePaymentUrl is invalid", DEVELOPER, CORRECTED_WITH_NEW_KEY),
    /** No code, or one that this version does not know. Always write a {@code default}. */
    UNKNOWN("", "", DEVELOPER, AFTER_READING);

    private static final Map<String, PspError> BY_CODE = Arrays.stream(values())
            .filter(error -> error != UNKNOWN)
            .collect(Collectors.toUnmodifiableMap(PspError::code, Function.identity()));

    private final String code;
    private final String meaning;
    private final WhoActs whoActs;
    private final Repeat repeat;

    PspError(String code, String meaning, WhoActs whoActs, Repeat repeat) {
        this.code = code;
        this.meaning = meaning;
        this.whoActs = whoActs;
        this.repeat = repeat;
    }

    /** What a refusal is about; {@link #UNKNOWN} if it has no code that this version knows. */
    public static PspError of(ApiException refusal) {
        PspError known = find(refusal.error());
        return known == null ? UNKNOWN : known;
    }

    static @Nullable PspError find(ApiError error) {
        for (String code : error.codes()) {
            PspError known = BY_CODE.get(code);
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
