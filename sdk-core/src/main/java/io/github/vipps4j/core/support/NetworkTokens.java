package io.github.vipps4j.core.support;

import io.github.vipps4j.core.callback.CardNumber;
import io.github.vipps4j.core.callback.Cryptogram;
import io.github.vipps4j.core.callback.NetworkToken;
import io.github.vipps4j.core.callback.NetworkToken.TokenType;
import java.time.YearMonth;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads network tokens: what cannot be charged without is required, all else may be missing or new. */
public final class NetworkTokens {
    private static final int CENTURY = 2000;

    private NetworkTokens() {}

    /** The token whose fields these are. */
    public static NetworkToken read(JsonReader json) {
        JsonReader rest = json.lenient();
        String type = rest.textOrNull("tokenType");
        return new NetworkToken(
                CardNumber.of(json.text("number")),
                Cryptogram.of(json.text("cryptogram")),
                expiry(json),
                tokenType(type),
                type,
                eci(rest.textOrNull("eci")),
                rest.textOrNull("paymentAccountReference"));
    }

    /** Of the year both two and four digits are in use. */
    private static YearMonth expiry(JsonReader json) {
        long month = json.integer("expiryMonth");
        long year = json.integer("expiryYear");
        if (month < 1 || month > 12) {
            throw new ContractException("expiryMonth", "must be a month");
        }
        if (year < 0 || year > 99 && (year < CENTURY || year > CENTURY + 99)) {
            throw new ContractException("expiryYear", "must be a year of two or four digits");
        }
        return YearMonth.of((int) (year < CENTURY ? CENTURY + year : year), (int) month);
    }

    private static TokenType tokenType(@Nullable String text) {
        if (text == null) {
            return TokenType.UNKNOWN;
        }
        return switch (text.strip().toUpperCase(Locale.ROOT)) {
            case "VISA" -> TokenType.VISA;
            case "MASTERCARD" -> TokenType.MASTERCARD;
            default -> TokenType.UNKNOWN;
        };
    }

    private static @Nullable Integer eci(@Nullable String text) {
        return text != null && Violations.isDigits(text, 1, 2) ? Integer.valueOf(text) : null;
    }
}
