package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether two receipts say the same to a customer. What the service assumes when nothing is said may be said or not: pieces,
 * one of them, no discount, no tip, nothing paid by a gift card.
 */
final class SameReceipt {
    private SameReceipt() {}

    static boolean isSame(Receipt one, Receipt other) {
        return one.orderLines().size() == other.orderLines().size()
                && plain(one, other).equals(plain(other, one));
    }

    private static Receipt plain(Receipt receipt, Receipt other) {
        Currency currency = receipt.currency();
        Map<PaymentSource, Amount> sources = new EnumMap<>(PaymentSource.class);
        receipt.paymentSources().forEach((source, amount) -> {
            if (amount.value() != 0) {
                sources.put(source, amount);
            }
        });
        return new Receipt(
                currency,
                IntStream.range(0, receipt.orderLines().size())
                        .mapToObj(i -> plain(
                                receipt.orderLines().get(i), other.orderLines().get(i)))
                        .toList(),
                orZero(receipt.tipAmount(), currency),
                nullIfEmpty(receipt.posId()),
                sources,
                receipt.barcode(),
                nullIfEmpty(receipt.receiptNumber()));
    }

    /** A service that says of a line that it is one piece has to say its price, too, whether the other line does or not. */
    private static OrderLine plain(OrderLine line, OrderLine other) {
        return new OrderLine(
                line.name(),
                line.id(),
                line.totalAmount(),
                line.totalAmountExcludingTax(),
                line.totalTaxAmount(),
                line.taxRate(),
                line.quantity() == null ? "1" : plain(line.quantity()),
                line.quantityUnit() == null ? QuantityUnit.PCS : line.quantityUnit(),
                hasUnitInfo(other) ? line.unitPrice() : null,
                orZero(line.discount(), line.totalAmount().currency()),
                nullIfEmpty(line.productUrl()),
                line.isReturn(),
                line.isShipping());
    }

    private static boolean hasUnitInfo(OrderLine line) {
        return line.quantity() != null || line.quantityUnit() != null || line.unitPrice() != null;
    }

    /** {@code 02.50} is {@code 2.5}; by its characters, for what was read may be no number at all. */
    private static String plain(String quantity) {
        int start = 0;
        while (start < quantity.length() - 1 && quantity.charAt(start) == '0' && quantity.charAt(start + 1) != '.') {
            start++;
        }
        int end = quantity.length();
        if (quantity.indexOf('.') >= 0) {
            while (quantity.charAt(end - 1) == '0') {
                end--;
            }
            if (quantity.charAt(end - 1) == '.') {
                end--;
            }
        }
        return quantity.substring(Math.min(start, end), end);
    }

    private static Amount orZero(@Nullable Amount amount, Currency currency) {
        return amount == null ? Amount.ofMinor(0, currency) : amount;
    }

    private static @Nullable String nullIfEmpty(@Nullable String text) {
        return text == null || text.isEmpty() ? null : text;
    }
}
