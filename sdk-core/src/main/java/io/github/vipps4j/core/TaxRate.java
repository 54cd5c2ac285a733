package io.github.vipps4j.core;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A tax rate, exactly: 25.5 % is 2550 hundredths of a percent (ePayment 1.8.1, Order Management 2.1: {@code taxRate}). That
 * it is 0 to 100 % is checked with the receipt that it is part of. The constructor is not API.
 *
 * @param hundredths hundredths of a percent: 2500 for 25 %
 */
public record TaxRate(long hundredths) {
    private static final long WHOLE = 10_000;
    private static final BigDecimal DIVISOR = BigDecimal.valueOf(WHOLE);
    /** Far more than a tax needs, and never too much for 64 bits. */
    private static final int MAX_TEXT = 15;

    /**
     * A rate in percent: {@code ofPercent("25.5")}. Digits, a point and at most two decimals.
     *
     * @throws InvalidRequestException if the text is anything else
     */
    public static TaxRate ofPercent(String percent) {
        if (percent.length() > MAX_TEXT || !Amount.isDecimal(percent)) {
            throw InvalidRequestException.of(
                    "TaxRate", "taxRate", "must be digits with at most two decimals after a point, such as 25.5");
        }
        return new TaxRate(new BigDecimal(percent).movePointRight(2).longValueExact());
    }

    /**
     * A rate as the APIs have it: {@code ofHundredths(2550)} is 25.5 %.
     *
     * @param hundredths hundredths of a percent, 0 to 10 000
     */
    public static TaxRate ofHundredths(long hundredths) {
        return new TaxRate(hundredths);
    }

    boolean isAllowed() {
        return hundredths >= 0 && hundredths <= WHOLE;
    }

    /** What of an amount with tax is not tax, to the nearest minor unit; half a unit is rounded up. */
    Amount net(Amount total) {
        BigDecimal net = BigDecimal.valueOf(total.value())
                .multiply(DIVISOR)
                .divide(BigDecimal.valueOf(WHOLE + hundredths), 0, RoundingMode.HALF_UP);
        return Amount.ofMinor(net.longValueExact(), total.currency());
    }

    /** Whether a tax is that of an amount without tax to the nearest minor unit, give or take one. */
    boolean agrees(Amount net, Amount tax) {
        BigDecimal expected = BigDecimal.valueOf(net.value())
                .multiply(BigDecimal.valueOf(hundredths))
                .divide(DIVISOR, 0, RoundingMode.HALF_UP);
        return BigDecimal.valueOf(tax.value()).subtract(expected).abs().compareTo(BigDecimal.ONE) <= 0;
    }

    /** For people: {@code 25.5 %}. */
    @Override
    public String toString() {
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString() + " %";
    }
}
