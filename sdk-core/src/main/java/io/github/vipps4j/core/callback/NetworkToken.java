package io.github.vipps4j.core.callback;

import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * What a provider charges in place of the customer's card (PSP API v3, ePayment card passthrough 2026-08). The constructor is not
 * API: it may grow.
 *
 * @param number stands for the card's
 * @param cryptogram is good for one authorisation
 * @param expiry the last month in which it is valid
 * @param tokenType whose token it is
 * @param tokenTypeText the same as it came, also when this version does not know it; null if it did not come
 * @param eci the electronic commerce indicator as a number, {@code 7} for both {@code 7} and {@code 07}; null if none came
 * @param paymentAccountReference the same for all tokens of one card, or null; in card passthrough only
 */
public record NetworkToken(
        CardNumber number,
        Cryptogram cryptogram,
        YearMonth expiry,
        TokenType tokenType,
        @Nullable String tokenTypeText,
        @Nullable Integer eci,
        @Nullable String paymentAccountReference) {

    /** Whose token it is. */
    public enum TokenType {
        /** {@code VISA}. */
        VISA,
        /** {@code MASTERCARD}. */
        MASTERCARD,
        /** Of a scheme that this version does not know; {@code tokenTypeText()} has it. Always write a {@code default}. */
        UNKNOWN
    }

    /** Whose it is and nothing else. */
    @Override
    public String toString() {
        return "NetworkToken[tokenType=" + tokenType + "]";
    }
}
