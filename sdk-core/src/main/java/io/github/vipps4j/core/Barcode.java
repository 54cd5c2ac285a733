package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Texts;
import io.github.vipps4j.core.support.Violations;

/**
 * A barcode on a {@link Receipt}, by which a till finds the purchase again (ePayment 1.8.1, Order Management 2.1). The APIs
 * check its content; what its format cannot hold is refused with the receipt that it is part of. The constructor is not
 * API.
 *
 * @param format as the APIs have it, with its blank: {@code CODE 39}
 * @param data what the bars say; not printed
 */
public record Barcode(String format, String data) {
    private static final String EAN_13 = "EAN-13";
    private static final String CODE_39 = "CODE 39";
    private static final String CODE_128 = "CODE 128";
    private static final int EAN_DIGITS = 13;

    /**
     * {@code EAN-13}.
     *
     * @param data at most 13 digits; a thirteenth is the check digit
     */
    public static Barcode ean13(String data) {
        return new Barcode(EAN_13, data);
    }

    /**
     * {@code CODE 39}.
     *
     * @param data digits, letters from A to Z, blanks and any of {@code -.$/+%}
     */
    public static Barcode code39(String data) {
        return new Barcode(CODE_39, data);
    }

    /**
     * {@code CODE 128}.
     *
     * @param data ASCII
     */
    public static Barcode code128(String data) {
        return new Barcode(CODE_128, data);
    }

    void check(Violations violations, String path) {
        violations.check(!isMissing(format), path + ".format", "is required");
        if (isMissing(data)) {
            violations.add(path + ".data", "is required");
        } else if (EAN_13.equals(format)) {
            violations.check(
                    isEan(data), path + ".data", "must be at most 13 digits, of which a thirteenth is the check digit");
        } else if (CODE_39.equals(format)) {
            violations.check(
                    Texts.all(data, Barcode::isInCode39),
                    path + ".data",
                    "must be digits, letters from A to Z, blanks and -.$/+%");
        } else if (CODE_128.equals(format)) {
            violations.check(Texts.all(data, c -> c < 0x80), path + ".data", "must be ASCII");
        }
    }

    private static boolean isMissing(String text) {
        return text == null || text.isEmpty();
    }

    /** Shorter ones pass: the APIs' own example has six digits. */
    private static boolean isEan(String data) {
        return Violations.isDigits(data, 1, EAN_DIGITS) && (data.length() < EAN_DIGITS || endsWithItsCheckDigit(data));
    }

    private static boolean endsWithItsCheckDigit(String data) {
        int sum = 0;
        for (int i = 0; i < EAN_DIGITS; i++) {
            int digit = data.charAt(i) - '0';
            sum += i % 2 == 0 ? digit : 3 * digit;
        }
        return sum % 10 == 0;
    }

    private static boolean isInCode39(int c) {
        return Texts.isDigit(c) || c >= 'A' && c <= 'Z' || " -.$/+%".indexOf(c) >= 0;
    }

    /** Without the data, which may be as good as the receipt itself. */
    @Override
    public String toString() {
        return "Barcode[format=" + format + "]";
    }
}
