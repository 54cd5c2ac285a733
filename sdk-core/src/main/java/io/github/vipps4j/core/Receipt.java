package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Violations;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the customer bought, as the app shows it (ePayment 1.8.1, Order Management 2.1). Immutable. What {@link Builder}
 * makes has been checked; what was read is as it came. The constructor is not API.
 *
 * @param currency of all its amounts
 * @param orderLines what was bought, brought back and shipped
 * @param tipAmount the tip, or null; it is not in {@link #total()}
 * @param posId the till's device number, or null
 * @param paymentSources what was paid by which means; empty if it was not said
 * @param barcode by which a till finds the purchase again, or null
 * @param receiptNumber your own number of the receipt, or null
 */
public record Receipt(
        Currency currency,
        List<OrderLine> orderLines,
        @Nullable Amount tipAmount,
        @Nullable String posId,
        Map<PaymentSource, Amount> paymentSources,
        @Nullable Barcode barcode,
        @Nullable String receiptNumber) {

    /** Copies what could change. */
    public Receipt {
        orderLines = List.copyOf(orderLines);
        paymentSources = Map.copyOf(paymentSources);
    }

    /** Starts from nothing. One order line at least is required. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder with everything that this receipt says. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        orderLines.forEach(builder::orderLine);
        builder.tipAmount = tipAmount;
        builder.posId = posId;
        builder.paymentSources.putAll(paymentSources);
        builder.barcode = barcode;
        builder.receiptNumber = receiptNumber;
        return builder;
    }

    /**
     * The sum of the lines, with tax; return lines count negative, and so can the sum. The tip is not in it.
     *
     * @throws ArithmeticException if it does not fit into 64 bits, as may be when the receipt was read
     */
    public Amount total() {
        return sum(OrderLine::totalAmount);
    }

    /**
     * The tax in {@link #total()}; return lines count negative.
     *
     * @throws ArithmeticException if it does not fit into 64 bits, as may be when the receipt was read
     */
    public Amount totalTax() {
        return sum(OrderLine::totalTaxAmount);
    }

    /**
     * The sum of the discounts; those of return lines count negative.
     *
     * @throws ArithmeticException if it does not fit into 64 bits, as may be when the receipt was read
     */
    public Amount totalDiscount() {
        return sum(OrderLine::discount);
    }

    private Amount sum(Function<OrderLine, @Nullable Amount> part) {
        Amount sum = Amount.ofMinor(0, currency);
        for (OrderLine line : orderLines) {
            Amount amount = part.apply(line);
            if (amount != null) {
                sum = line.isReturn() ? sum.minus(amount) : sum.plus(amount);
            }
        }
        return sum;
    }

    private boolean hasSums() {
        try {
            total();
            totalTax();
            totalDiscount();
            return true;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /**
     * Holds {@link #total()} against an amount, such as the payment's, for the APIs do not promise to. A tip, or a part that
     * was paid in cash, makes them differ rightly.
     *
     * @throws InvalidRequestException naming both sums, if they or their currencies differ
     * @throws ArithmeticException if the sum does not fit into 64 bits, as may be when the receipt was read
     */
    public void requireTotal(Amount amount) {
        Amount total = total();
        new Violations()
                .check(
                        total.equals(amount),
                        "orderLines",
                        "must add up to " + amount + ", but the lines add up to " + total)
                .throwIfAny("Receipt");
    }

    /** How many lines, and not which; nor what the barcode says. */
    @Override
    public String toString() {
        return "Receipt[receiptNumber=" + receiptNumber + ", orderLines=" + orderLines.size() + ", currency=" + currency
                + "]";
    }

    /** By which means something was paid. */
    public enum PaymentSource {
        /** A gift card. */
        GIFT_CARD("giftCard"),
        /** A payment card. */
        CARD("card"),
        /** A voucher. */
        VOUCHER("voucher"),
        /** Notes and coins. */
        CASH("cash");

        private final String field;

        PaymentSource(String field) {
            this.field = field;
        }

        /** The APIs' name of it, such as {@code giftCard}. */
        public String field() {
            return field;
        }
    }

    /** Gathers a {@link Receipt}. */
    public static final class Builder {
        /** Null for a line that breaks a rule: it keeps the numbers of the others right. */
        private final List<@Nullable OrderLine> orderLines = new ArrayList<>();

        private final Violations brokenLines = new Violations();
        private @Nullable Amount tipAmount;
        private @Nullable String posId;
        private final Map<PaymentSource, @Nullable Amount> paymentSources = new EnumMap<>(PaymentSource.class);
        private @Nullable Barcode barcode;
        private @Nullable String receiptNumber;

        private Builder() {}

        /**
         * Adds a line, as its builder stands now. Required at least once; all lines have one currency. What is wrong with the
         * line is told by {@link #build}, with the line's number, the first being {@code orderLines[0]}.
         */
        public Builder orderLine(OrderLine.Builder orderLine) {
            return add(orderLine);
        }

        /** Adds a line of another receipt. */
        public Builder orderLine(OrderLine orderLine) {
            return add(orderLine == null ? null : orderLine.toBuilder());
        }

        private Builder add(OrderLine.@Nullable Builder orderLine) {
            String path = path(orderLines.size());
            if (orderLine == null) {
                brokenLines.add(path, "must not be null");
                orderLines.add(null);
            } else {
                orderLines.add(orderLine.build(brokenLines, path));
            }
            return this;
        }

        /**
         * The tip.
         *
         * @param tipAmount at least 0 minor units
         */
        public Builder tipAmount(Amount tipAmount) {
            this.tipAmount = tipAmount;
            return this;
        }

        /** The device number of the till. */
        public Builder posId(String posId) {
            this.posId = posId;
            return this;
        }

        /**
         * What was paid by one of several means. A second amount for the same source replaces the first.
         *
         * @param amount minor units; the APIs set no limits, nor hold it against the lines
         */
        public Builder paymentSource(PaymentSource source, Amount amount) {
            paymentSources.put(source, amount);
            return this;
        }

        /** By which a till finds the purchase again. */
        public Builder barcode(Barcode barcode) {
            this.barcode = barcode;
            return this;
        }

        /** Your own number of the receipt. */
        public Builder receiptNumber(String receiptNumber) {
            this.receiptNumber = receiptNumber;
            return this;
        }

        /**
         * The finished receipt.
         *
         * @throws InvalidRequestException listing every field that breaks a rule
         */
        public Receipt build() {
            Violations violations = new Violations().addAll(brokenLines);
            violations.check(!orderLines.isEmpty(), "orderLines", "must have at least one line");
            Currency currency = checkCurrencies(violations);
            if (barcode != null) {
                barcode.check(violations, "bottomLine.barcode");
            }
            violations.throwIfAny("Receipt");
            if (currency == null) {
                throw new IllegalStateException("a missing field was not found");
            }
            Receipt receipt =
                    new Receipt(currency, orderLines, tipAmount, posId, paymentSources, barcode, receiptNumber);
            violations
                    .check(receipt.hasSums(), "orderLines", "must have sums that fit into 64 bits of minor units")
                    .throwIfAny("Receipt");
            return receipt;
        }

        /** That of the first line that has one; null if none has. */
        private @Nullable Currency checkCurrencies(Violations violations) {
            Currency currency = null;
            for (int i = 0; i < orderLines.size(); i++) {
                OrderLine line = orderLines.get(i);
                if (line == null) {
                    continue;
                }
                if (currency == null) {
                    currency = line.totalAmount().currency();
                }
                checkCurrency(violations, path(i) + ".totalAmount", line.totalAmount(), currency);
            }
            if (tipAmount != null) {
                violations.check(tipAmount.value() >= 0, "bottomLine.tipAmount", "must be at least 0 minor units");
                checkCurrency(violations, "bottomLine.tipAmount", tipAmount, currency);
            }
            for (Map.Entry<PaymentSource, @Nullable Amount> source : paymentSources.entrySet()) {
                String field = "bottomLine.paymentSources." + source.getKey().field();
                if (source.getValue() == null) {
                    violations.add(field, "is required");
                } else {
                    checkCurrency(violations, field, source.getValue(), currency);
                }
            }
            return currency;
        }

        private static void checkCurrency(
                Violations violations, String field, Amount amount, @Nullable Currency currency) {
            violations.check(
                    currency == null || amount.currency().equals(currency),
                    field,
                    "must be in the currency of the first line");
        }

        private static String path(int line) {
            return "orderLines[" + line + "]";
        }
    }
}
