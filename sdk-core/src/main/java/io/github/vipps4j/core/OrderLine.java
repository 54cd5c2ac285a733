package io.github.vipps4j.core;

import io.github.vipps4j.core.support.Violations;
import org.jspecify.annotations.Nullable;

/**
 * One line of a {@link Receipt} (ePayment 1.8.1, Order Management 2.1). No amount of a line is negative; what the customer
 * brings back is a {@linkplain Builder#isReturn return line}. A line that was read is as it came, unchecked. The
 * constructor is not API.
 *
 * @param name what the customer reads
 * @param id your own name of the product
 * @param totalAmount with tax, after discount
 * @param totalAmountExcludingTax without tax, after discount
 * @param totalTaxAmount the tax in {@code totalAmount}
 * @param taxRate the rate of the tax, or null if a line that was read has none
 * @param quantity how many, as a decimal number: {@code 0.822}; for display only, null for one piece
 * @param quantityUnit what {@code quantity} counts, null for pieces
 * @param unitPrice what one unit costs, with tax, before discount; or null
 * @param discount the discount of the whole line, or null
 * @param productUrl the product at the merchant's, or null
 * @param isReturn whether the line counts negative in all sums
 * @param isShipping whether the line is the shipping: shown differently, and counted like any other
 */
public record OrderLine(
        String name,
        String id,
        Amount totalAmount,
        Amount totalAmountExcludingTax,
        Amount totalTaxAmount,
        @Nullable TaxRate taxRate,
        @Nullable String quantity,
        @Nullable QuantityUnit quantityUnit,
        @Nullable Amount unitPrice,
        @Nullable Amount discount,
        @Nullable String productUrl,
        boolean isReturn,
        boolean isShipping) {

    /** Starts from nothing. Name, id, total amount and tax rate are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * A builder with everything that this line says. Sums that follow from total amount and tax rate are left to follow
     * from them, so that either can be replaced.
     */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.name = name;
        builder.id = id;
        builder.totalAmount = totalAmount;
        if (!hasComputedSums()) {
            builder.totalAmountExcludingTax = totalAmountExcludingTax;
            builder.totalTaxAmount = totalTaxAmount;
        }
        builder.taxRate = taxRate;
        builder.quantity = quantity;
        builder.quantityUnit = quantityUnit;
        builder.unitPrice = unitPrice;
        builder.discount = discount;
        builder.productUrl = productUrl;
        builder.isReturn = isReturn;
        builder.isShipping = isShipping;
        return builder;
    }

    private boolean hasComputedSums() {
        if (totalAmount == null || taxRate == null || !taxRate.isAllowed()) {
            return false;
        }
        Amount net = taxRate.net(totalAmount);
        return net.equals(totalAmountExcludingTax) && totalAmount.minus(net).equals(totalTaxAmount);
    }

    /** The product's id and the sum; nothing that tells what was bought. */
    @Override
    public String toString() {
        return "OrderLine[id=" + id + ", totalAmount=" + totalAmount + "]";
    }

    /**
     * Gathers an {@link OrderLine}. The {@link Receipt.Builder} that it is given to finishes it, and tells every rule that it
     * breaks with the line's number.
     */
    public static final class Builder {
        private static final int MAX_QUANTITY = 10;
        private static final int MAX_DECIMALS = 8;

        private @Nullable String name;
        private @Nullable String id;
        private @Nullable Amount totalAmount;
        private @Nullable Amount totalAmountExcludingTax;
        private @Nullable Amount totalTaxAmount;
        private @Nullable TaxRate taxRate;
        private @Nullable String quantity;
        private @Nullable QuantityUnit quantityUnit;
        private @Nullable Amount unitPrice;
        private @Nullable Amount discount;
        private @Nullable String productUrl;
        private boolean isReturn;
        private boolean isShipping;

        private Builder() {}

        /** What the customer reads. Required. */
        public Builder name(String name) {
            this.name = name;
            return this;
        }

        /** Your own name of the product. Required. */
        public Builder id(String id) {
            this.id = id;
            return this;
        }

        /**
         * What the line costs, with tax, after discount. Required.
         *
         * @param totalAmount at least 0 minor units, also on a return line
         */
        public Builder totalAmount(Amount totalAmount) {
            this.totalAmount = totalAmount;
            return this;
        }

        /**
         * The tax in the total amount. Required.
         *
         * @param taxRate 0 to 100 %
         */
        public Builder taxRate(TaxRate taxRate) {
            this.taxRate = taxRate;
            return this;
        }

        /**
         * The total amount without tax, if your books have it. If not, it is the total amount less
         * {@link #totalTaxAmount}, or else follows from the tax rate: total ÷ (1 + rate), half a minor unit rounded up.
         *
         * @param totalAmountExcludingTax together with the tax exactly the total amount
         */
        public Builder totalAmountExcludingTax(Amount totalAmountExcludingTax) {
            this.totalAmountExcludingTax = totalAmountExcludingTax;
            return this;
        }

        /**
         * The tax in the total amount, if your books have it. If not, it is the total amount less
         * {@link #totalAmountExcludingTax}.
         *
         * @param totalTaxAmount within 1 minor unit of the amount without tax times the tax rate
         */
        public Builder totalTaxAmount(Amount totalTaxAmount) {
            this.totalTaxAmount = totalTaxAmount;
            return this;
        }

        /**
         * How many, and at what price. Shown to the customer and not reckoned with.
         *
         * @param quantity digits, perhaps a point and at most eight decimals, all in all at most 10 characters:
         *     {@code 0.822}
         * @param unitPrice what one unit costs, with tax, before discount; at least 0 minor units
         */
        public Builder unitInfo(String quantity, QuantityUnit quantityUnit, Amount unitPrice) {
            this.quantity = quantity;
            this.quantityUnit = quantityUnit;
            this.unitPrice = unitPrice;
            return this;
        }

        /**
         * The discount of the whole line, which the total amount is without.
         *
         * @param discount at least 0 minor units
         */
        public Builder discount(Amount discount) {
            this.discount = discount;
            return this;
        }

        /** The product at the merchant's. */
        public Builder productUrl(String productUrl) {
            this.productUrl = productUrl;
            return this;
        }

        /** Whether the customer brings it back: the line, whose amounts stay positive, counts negative in all sums. */
        public Builder isReturn(boolean isReturn) {
            this.isReturn = isReturn;
            return this;
        }

        /** Whether this is the shipping: shown differently, and counted like any other line. */
        public Builder isShipping(boolean isShipping) {
            this.isShipping = isShipping;
            return this;
        }

        /** The line as it stands now; null if it breaks a rule, which is noted. */
        @Nullable
        OrderLine build(Violations violations, String path) {
            Violations own = new Violations();
            checkTexts(own, path);
            checkUnitInfo(own, path);
            own.addAll(checkMoney(path));
            violations.addAll(own);
            return own.isEmpty() ? finished() : null;
        }

        private Violations checkMoney(String path) {
            Violations violations = new Violations();
            checkAmounts(violations, path);
            if (violations.isEmpty()) {
                checkSums(violations, path);
            }
            return violations;
        }

        private void checkTexts(Violations violations, String path) {
            violations.check(name != null && !name.isBlank(), path + ".name", "is required");
            violations.check(id != null && !id.isBlank(), path + ".id", "is required");
        }

        private void checkUnitInfo(Violations violations, String path) {
            if (quantity == null && quantityUnit == null && unitPrice == null) {
                return;
            }
            violations.check(
                    quantity != null && isQuantity(quantity),
                    path + ".unitInfo.quantity",
                    "must be digits with at most 8 decimals after a point, of at most 10 characters");
            violations.check(unitPrice != null, path + ".unitInfo.unitPrice", "is required");
        }

        private static boolean isQuantity(String text) {
            int point = text.indexOf('.');
            int end = point < 0 ? text.length() : point;
            return text.length() <= MAX_QUANTITY
                    && Violations.isDigits(text.substring(0, end), 1, MAX_QUANTITY)
                    && (point < 0 || Violations.isDigits(text.substring(point + 1), 1, MAX_DECIMALS));
        }

        private void checkAmounts(Violations violations, String path) {
            violations.check(totalAmount != null, path + ".totalAmount", "is required");
            if (taxRate == null) {
                violations.add(path + ".taxRate", "is required");
            } else {
                violations.check(taxRate.isAllowed(), path + ".taxRate", "must be 0 to 100 %");
            }
            checkAmount(violations, path + ".totalAmount", totalAmount);
            checkAmount(violations, path + ".totalAmountExcludingTax", totalAmountExcludingTax);
            checkAmount(violations, path + ".totalTaxAmount", totalTaxAmount);
            checkAmount(violations, path + ".unitInfo.unitPrice", unitPrice);
            checkAmount(violations, path + ".discount", discount);
        }

        private void checkAmount(Violations violations, String field, @Nullable Amount amount) {
            if (amount == null) {
                return;
            }
            violations.check(amount.value() >= 0, field, "must be at least 0 minor units");
            violations.check(
                    totalAmount == null || amount.currency().equals(totalAmount.currency()),
                    field,
                    "must be in the currency of totalAmount");
        }

        private void checkSums(Violations violations, String path) {
            long total = required(totalAmount).value();
            Amount net = net();
            Amount tax = tax();
            violations.check(net.value() >= 0, path + ".totalTaxAmount", "must not be more than totalAmount");
            violations.check(tax.value() >= 0, path + ".totalAmountExcludingTax", "must not be more than totalAmount");
            // too much for 64 bits would be negative, and no total is
            violations.check(
                    net.value() + tax.value() == total,
                    path + ".totalAmount",
                    "must be totalAmountExcludingTax plus totalTaxAmount");
            if (violations.isEmpty()) {
                violations.check(
                        required(taxRate).agrees(net, tax),
                        path + ".totalTaxAmount",
                        "must be within 1 minor unit of totalAmountExcludingTax times taxRate");
            }
        }

        private Amount net() {
            if (totalAmountExcludingTax != null) {
                return totalAmountExcludingTax;
            }
            Amount total = required(totalAmount);
            return totalTaxAmount == null ? required(taxRate).net(total) : total.minus(totalTaxAmount);
        }

        private Amount tax() {
            return totalTaxAmount == null ? required(totalAmount).minus(net()) : totalTaxAmount;
        }

        private OrderLine finished() {
            return new OrderLine(
                    required(name),
                    required(id),
                    required(totalAmount),
                    net(),
                    tax(),
                    taxRate,
                    quantity,
                    quantityUnit,
                    unitPrice,
                    discount,
                    productUrl,
                    isReturn,
                    isShipping);
        }

        private static <T> T required(@Nullable T checked) {
            if (checked == null) {
                throw new IllegalStateException("a missing field was not found");
            }
            return checked;
        }
    }
}
