package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Schema.array;
import static io.github.vipps4j.simulator.Schema.bool;
import static io.github.vipps4j.simulator.Schema.integer;
import static io.github.vipps4j.simulator.Schema.matching;
import static io.github.vipps4j.simulator.Schema.nullable;
import static io.github.vipps4j.simulator.Schema.object;
import static io.github.vipps4j.simulator.Schema.oneOf;
import static io.github.vipps4j.simulator.Schema.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** The receipt of Order Management 2.1, which ePayment 1.8.1 takes too. No sum is checked. */
final class ReceiptSchema {
    private static final Pattern EAN_13 = Pattern.compile("\\d{1,13}");
    private static final Pattern CODE_39 = Pattern.compile("[0-9A-Z .$/+%-]+");
    private static final Pattern CODE_128 = Pattern.compile("\\p{ASCII}+");

    private static final int EAN_DIGITS = 13;
    private static final int LONGEST_QUANTITY = 10;

    private static final Schema MONEY = integer(0, Long.MAX_VALUE);

    private static final Schema ORDER_LINE = object().required("name", text())
            .required("id", text())
            .required("totalAmount", MONEY)
            .required("totalAmountExcludingTax", MONEY)
            .required("totalTaxAmount", MONEY)
            .optional("taxPercentage", nullable(integer(0, 100)))
            .optional("taxRate", nullable(integer(0, 10_000)))
            .optional(
                    "unitInfo",
                    object().required("unitPrice", nullable(MONEY))
                            .required("quantity", matching("\\d+(\\.\\d{1,8})?").and(ReceiptSchema::requireShort))
                            .optional("quantityUnit", nullable(oneOf("PCS", "KG", "KM", "MINUTE", "LITRE", "KWH"))))
            .optional("discount", nullable(MONEY))
            .optional("productUrl", nullable(text()))
            .optional("isReturn", nullable(bool()))
            .optional("isShipping", nullable(bool()))
            .and(ReceiptSchema::requireTax);

    private static final Schema BARCODE = object().required("format", nullable(oneOf("EAN-13", "CODE 39", "CODE 128")))
            .required("data", nullable(text()))
            .and(ReceiptSchema::requireReadable);

    private static final Schema BOTTOM_LINE = object().required("currency", oneOf("NOK", "DKK", "EUR"))
            .optional("tipAmount", nullable(MONEY))
            .optional("giftCardAmount", nullable(MONEY))
            .optional("posId", nullable(text()))
            .optional("totalAmount", nullable(integer()))
            .optional("totalTax", nullable(MONEY))
            .optional("totalDiscount", nullable(MONEY))
            .optional("shippingAmount", nullable(MONEY))
            .optional(
                    "shippingInfo",
                    object().required("amount", nullable(MONEY))
                            .required("amountExcludingTax", nullable(MONEY))
                            .required("taxAmount", nullable(MONEY))
                            .required("taxPercentage", nullable(integer(0, 100))))
            .optional(
                    "paymentSources",
                    object().optional("giftCard", nullable(integer()))
                            .optional("card", nullable(integer()))
                            .optional("voucher", nullable(integer()))
                            .optional("cash", nullable(integer())))
            .optional("barcode", BARCODE)
            .optional("receiptNumber", nullable(text()))
            .optional("terminalId", nullable(text()));

    static final Schema RECEIPT =
            object().required("orderLines", array(1, ORDER_LINE)).required("bottomLine", BOTTOM_LINE);

    private ReceiptSchema() {}

    private static void requireShort(JsonNode quantity, String name, Schema.Violations found) {
        if (quantity.isTextual() && quantity.textValue().length() > LONGEST_QUANTITY) {
            found.field(name, "must have at most " + LONGEST_QUANTITY + " characters");
        }
    }

    private static void requireTax(JsonNode line, String name, Schema.Violations found) {
        if (line.isObject() && !line.hasNonNull("taxRate") && !line.hasNonNull("taxPercentage")) {
            found.field(name + ".taxRate", "is required if there is no taxPercentage");
        }
    }

    private static void requireReadable(JsonNode barcode, String name, Schema.Violations found) {
        String data = barcode.path("data").textValue();
        if (data == null) {
            return;
        }
        boolean readable = switch (barcode.path("format").asText()) {
            case "EAN-13" -> EAN_13.matcher(data).matches() && (data.length() < EAN_DIGITS || hasCheckDigit(data));
            case "CODE 39" -> CODE_39.matcher(data).matches();
            case "CODE 128" -> CODE_128.matcher(data).matches();
            default -> true;
        };
        if (!readable) {
            found.field(name + ".data", "is no barcode of this format");
        }
    }

    /** Digits count once and three times in turn, and add up to a multiple of ten. */
    private static boolean hasCheckDigit(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return sum % 10 == 0;
    }
}
