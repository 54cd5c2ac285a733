package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Texts;
import java.math.BigDecimal;
import java.util.Map;

/**
 * The currency of an {@link Amount}: an ISO 4217 code. The set is open, so that a payment in a currency added tomorrow
 * can still be read today; the constants are those that the APIs name (ePayment 1.8.1).
 */
public final class Currency {
    /** Norwegian krone. */
    public static final Currency NOK = new Currency("NOK");
    /** Danish krone. */
    public static final Currency DKK = new Currency("DKK");
    /** Euro. */
    public static final Currency EUR = new Currency("EUR");
    /** Swedish krona; only for payment service providers. */
    public static final Currency SEK = new Currency("SEK");
    /** US dollar; only for payment service providers. */
    public static final Currency USD = new Currency("USD");
    /** Pound sterling; only for payment service providers. */
    public static final Currency GBP = new Currency("GBP");

    private static final Map<String, Currency> KNOWN =
            Map.of("NOK", NOK, "DKK", DKK, "EUR", EUR, "SEK", SEK, "USD", USD, "GBP", GBP);

    /** Every currency of the APIs counts in hundredths: 1 NOK is 100 minor units. */
    private static final int DECIMALS = 2;
    /** More than 64 bits ever need; {@link Amount} does not even parse longer texts. */
    static final int MAX_DIGITS = 40;

    private final String code;

    private Currency(String code) {
        this.code = code;
    }

    /**
     * A currency by its code.
     *
     * @throws InvalidRequestException if the code is not three letters from A to Z
     */
    public static Currency of(String code) {
        Currency known = KNOWN.get(code);
        if (known != null) {
            return known;
        }
        if (code.length() != 3 || !Texts.all(code, c -> c >= 'A' && c <= 'Z')) {
            throw InvalidRequestException.of(
                    "Currency", "currency", "must be an ISO 4217 code: three letters from A to Z");
        }
        return new Currency(code);
    }

    /** The ISO 4217 code, as it is on the wire. */
    public String code() {
        return code;
    }

    /** Minor units from major ones; only for the currencies whose number of decimals is known. */
    long toMinor(BigDecimal major) {
        if (!KNOWN.containsKey(code)) {
            throw InvalidRequestException.of(
                    "Amount",
                    "currency",
                    "has no known number of decimals; give the amount in minor units with Amount.ofMinor");
        }
        // asked first, because reckoning with 1e10000000 takes seconds
        boolean small = (long) major.precision() - major.scale() <= MAX_DIGITS && major.scale() <= MAX_DIGITS;
        try {
            if (small) {
                return major.movePointRight(DECIMALS).longValueExact();
            }
        } catch (ArithmeticException e) {
            // told below
        }
        throw InvalidRequestException.of(
                "Amount", "amount", "must have at most " + DECIMALS + " decimals and fit into 64 bits of minor units");
    }

    BigDecimal toMajor(long minor) {
        return BigDecimal.valueOf(minor, DECIMALS);
    }

    boolean hasKnownDecimals() {
        return KNOWN.containsKey(code);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Currency currency && currency.code.equals(code);
    }

    @Override
    public int hashCode() {
        return code.hashCode();
    }

    @Override
    public String toString() {
        return code;
    }
}
