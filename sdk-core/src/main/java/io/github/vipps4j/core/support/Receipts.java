package io.github.vipps4j.core.support;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Barcode;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.InvalidRequestException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Receipt} as ePayment 1.8.1 and Order Management 2.1 have it. What is not set is left out, and so are the sums of
 * the bottom line, which the service takes from the lines.
 */
public final class Receipts {
    private static final int HUNDREDTHS = 100;

    private Receipts() {}

    /** The receipt as a tree, to stand in a request or be one. */
    public static ObjectNode json(Receipt receipt) {
        ObjectNode json = Json.object();
        var lines = json.putArray("orderLines");
        receipt.orderLines().forEach(line -> lines.add(json(line)));
        ObjectNode bottomLine = json.putObject("bottomLine");
        bottomLine.put("currency", receipt.currency().code());
        putIfSet(bottomLine, "tipAmount", receipt.tipAmount());
        putIfSet(bottomLine, "posId", receipt.posId());
        putSources(bottomLine, receipt.paymentSources());
        Barcode barcode = receipt.barcode();
        if (barcode != null) {
            bottomLine.putObject("barcode").put("format", barcode.format()).put("data", barcode.data());
        }
        putIfSet(bottomLine, "receiptNumber", receipt.receiptNumber());
        return json;
    }

    /**
     * Notes what {@link Receipt.Builder} would refuse, by line and field. A receipt that was read, or made by its constructor,
     * may be anything.
     *
     * @param prefix before each field, such as {@code receipt.}
     */
    public static void check(Violations violations, String prefix, Receipt receipt) {
        try {
            Currency ofLines = receipt.toBuilder().build().currency();
            violations.check(
                    ofLines.equals(receipt.currency()),
                    prefix + "bottomLine.currency",
                    "must be the currency of the lines");
        } catch (InvalidRequestException e) {
            e.violations().forEach(found -> violations.add(prefix + found.field(), found.rule()));
        }
    }

    private static ObjectNode json(OrderLine line) {
        ObjectNode json = Json.object()
                .put("name", line.name())
                .put("id", line.id())
                .put("totalAmount", line.totalAmount().value())
                .put("totalAmountExcludingTax", line.totalAmountExcludingTax().value())
                .put("totalTaxAmount", line.totalTaxAmount().value());
        if (line.taxRate() != null) {
            json.put("taxRate", line.taxRate().hundredths());
        }
        putUnitInfo(json, line);
        putIfSet(json, "discount", line.discount());
        putIfSet(json, "productUrl", line.productUrl());
        if (line.isReturn()) {
            json.put("isReturn", true);
        }
        if (line.isShipping()) {
            json.put("isShipping", true);
        }
        return json;
    }

    private static void putUnitInfo(ObjectNode json, OrderLine line) {
        QuantityUnit unit = line.quantityUnit();
        if (line.quantity() == null && unit == null && line.unitPrice() == null) {
            return;
        }
        ObjectNode unitInfo = json.putObject("unitInfo");
        putIfSet(unitInfo, "unitPrice", line.unitPrice());
        putIfSet(unitInfo, "quantity", line.quantity());
        putIfSet(unitInfo, "quantityUnit", unit == null ? null : unit.code());
    }

    private static void putSources(ObjectNode bottomLine, Map<PaymentSource, Amount> amounts) {
        if (amounts.isEmpty()) {
            return;
        }
        ObjectNode sources = bottomLine.putObject("paymentSources");
        // in the enum's order, for the map's differs between processes, and a key stands for the very same bytes
        for (PaymentSource source : PaymentSource.values()) {
            putIfSet(sources, source.field(), amounts.get(source));
        }
    }

    private static void putIfSet(ObjectNode json, String field, @Nullable Amount amount) {
        if (amount != null) {
            json.put(field, amount.value());
        }
    }

    private static void putIfSet(ObjectNode json, String field, @Nullable String text) {
        if (text != null) {
            json.put(field, text);
        }
    }

    /**
     * Reads a receipt. Only the currency and the sums of the lines are required, but what is there must be as it should be:
     * it is read to be held against another. The deprecated sums of the bottom line are passed over, for the service does
     * not go by them either.
     *
     * @throws ContractException if a sum of a line or the currency is missing, or a field is of another kind
     */
    public static Receipt read(JsonReader receipt) {
        JsonReader bottomLine = receipt.object("bottomLine");
        Currency currency = bottomLine.currency("currency");
        String posId = bottomLine.textOrNull("posId");
        return new Receipt(
                currency,
                receipt.requiredList("orderLines", line -> readLine(line, currency)),
                amountOrNull(bottomLine, "tipAmount", currency),
                posId == null ? bottomLine.textOrNull("terminalId") : posId,
                readSources(bottomLine, currency),
                readBarcode(bottomLine),
                bottomLine.textOrNull("receiptNumber"));
    }

    private static OrderLine readLine(JsonReader line, Currency currency) {
        JsonReader unitInfo = line.objectOrNull("unitInfo");
        String unit = unitInfo == null ? null : unitInfo.textOrNull("quantityUnit");
        return new OrderLine(
                line.textOrEmpty("name"),
                line.textOrEmpty("id"),
                amount(line, "totalAmount", currency),
                amount(line, "totalAmountExcludingTax", currency),
                amount(line, "totalTaxAmount", currency),
                readTaxRate(line),
                unitInfo == null ? null : unitInfo.textOrNull("quantity"),
                unit == null ? null : new QuantityUnit(unit),
                unitInfo == null ? null : amountOrNull(unitInfo, "unitPrice", currency),
                amountOrNull(line, "discount", currency),
                line.textOrNull("productUrl"),
                line.boolOrFalse("isReturn"),
                line.boolOrFalse("isShipping"));
    }

    /** Older receipts have whole percents. */
    private static @Nullable TaxRate readTaxRate(JsonReader line) {
        Integer hundredths = line.intOrNull("taxRate");
        if (hundredths != null) {
            return TaxRate.ofHundredths(hundredths);
        }
        Integer percent = line.intOrNull("taxPercentage");
        return percent == null ? null : TaxRate.ofHundredths((long) percent * HUNDREDTHS);
    }

    private static Map<PaymentSource, Amount> readSources(JsonReader bottomLine, Currency currency) {
        Map<PaymentSource, Amount> amounts = new EnumMap<>(PaymentSource.class);
        putIfSet(amounts, PaymentSource.GIFT_CARD, amountOrNull(bottomLine, "giftCardAmount", currency));
        JsonReader sources = bottomLine.objectOrNull("paymentSources");
        if (sources != null) {
            for (PaymentSource source : PaymentSource.values()) {
                putIfSet(amounts, source, amountOrNull(sources, source.field(), currency));
            }
        }
        return amounts;
    }

    private static void putIfSet(Map<PaymentSource, Amount> amounts, PaymentSource source, @Nullable Amount amount) {
        if (amount != null) {
            amounts.put(source, amount);
        }
    }

    private static @Nullable Barcode readBarcode(JsonReader bottomLine) {
        JsonReader barcode = bottomLine.objectOrNull("barcode");
        return barcode == null ? null : new Barcode(barcode.textOrEmpty("format"), barcode.textOrEmpty("data"));
    }

    private static Amount amount(JsonReader object, String field, Currency currency) {
        return Amount.ofMinor(object.integer(field), currency);
    }

    private static @Nullable Amount amountOrNull(JsonReader object, String field, Currency currency) {
        Long value = object.integerOrNull(field);
        return value == null ? null : Amount.ofMinor(value, currency);
    }
}
