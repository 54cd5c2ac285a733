package io.github.vipps4j.core;

import java.math.BigDecimal;

/**
 * An amount of money: a whole number of minor units (øre, cent) and their currency, as the APIs carry it
 * (ePayment 1.8.1, {@code Amount}). There is no default currency and no floating point: an amount in major units comes
 * from text or {@link BigDecimal}, exactly or not at all.
 */
public final class Amount implements Comparable<Amount> {
    private final long value;
    private final Currency currency;

    private Amount(long value, Currency currency) {
        this.value = value;
        this.currency = currency;
    }

    /**
     * An amount in minor units: {@code ofMinor(49_900, NOK)} is 499 kroner.
     *
     * @param value minor units (øre, cent)
     */
    public static Amount ofMinor(long value, Currency currency) {
        return new Amount(value, currency);
    }

    /**
     * An amount in major units: {@code of("499.00", NOK)} is 49 900 øre. Digits, a point and at most two decimals; nothing
     * that one country reads as a thousand and another as one.
     *
     * @throws InvalidRequestException if the text is anything else, does not fit into 64 bits of minor units, or the
     *     currency is one whose decimals this version does not know
     */
    public static Amount of(String major, Currency currency) {
        if (!isDecimal(major)) {
            throw InvalidRequestException.of(
                    "Amount", "amount", "must be digits with at most two decimals after a point, such as 499.00");
        }
        return of(new BigDecimal(major), currency);
    }

    /** Stricter than {@link BigDecimal}: 1.000 is a thousand to some and one to others, and 1e3 is nobody's price. */
    static boolean isDecimal(String text) {
        int sign = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int end = point < 0 ? text.length() : point;
        int decimals = point < 0 ? 0 : text.length() - point - 1;
        return text.length() <= Currency.MAX_DIGITS
                && end > sign
                && (point < 0 || decimals >= 1 && decimals <= 2)
                && text.chars().skip(sign).filter(c -> c != '.').allMatch(c -> c >= '0' && c <= '9')
                && text.indexOf('.', end + 1) < 0;
    }

    /**
     * An amount in major units.
     *
     * @throws InvalidRequestException if the number has more decimals than the currency, or the currency is one whose
     *     decimals this version does not know
     */
    public static Amount of(BigDecimal major, Currency currency) {
        return new Amount(currency.toMinor(major), currency);
    }

    /** Minor units (øre, cent): the API's {@code value}. */
    public long value() {
        return value;
    }

    /** The currency of {@link #value()}. */
    public Currency currency() {
        return currency;
    }

    /**
     * The amount in major units: 499.00 for 49 900 øre.
     *
     * @throws InvalidRequestException if the currency is one whose decimals this version does not know
     */
    public BigDecimal toMajor() {
        if (!currency.hasKnownDecimals()) {
            throw InvalidRequestException.of("Amount", "currency", "has no known number of decimals; use value()");
        }
        return currency.toMajor(value);
    }

    /**
     * The sum.
     *
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the sum does not fit into 64 bits
     */
    public Amount plus(Amount other) {
        return new Amount(Math.addExact(value, sameCurrency(other).value), currency);
    }

    /**
     * The difference; it can be negative.
     *
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the difference does not fit into 64 bits
     */
    public Amount minus(Amount other) {
        return new Amount(Math.subtractExact(value, sameCurrency(other).value), currency);
    }

    /** Whether this is more than nothing. */
    public boolean isPositive() {
        return value > 0;
    }

    /** Whether this is exactly nothing. */
    public boolean isZero() {
        return value == 0;
    }

    /**
     * Compares amounts of one currency.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    @Override
    public int compareTo(Amount other) {
        return Long.compare(value, sameCurrency(other).value);
    }

    private Amount sameCurrency(Amount other) {
        if (!other.currency.equals(currency)) {
            throw new IllegalArgumentException("Cannot combine " + currency + " with " + other.currency);
        }
        return other;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Amount amount && amount.value == value && amount.currency.equals(currency);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(value) * 31 + currency.hashCode();
    }

    /** For people: {@code 499.00 NOK}. */
    @Override
    public String toString() {
        return currency.hasKnownDecimals()
                ? currency.toMajor(value).toPlainString() + " " + currency
                : value + " minor units of " + currency;
    }
}
