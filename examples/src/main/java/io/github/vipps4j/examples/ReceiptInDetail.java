package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Barcode;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.QuantityUnit;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Receipt.PaymentSource;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.ordermanagement.CategoryType;
import io.github.vipps4j.ordermanagement.Image;
import io.github.vipps4j.ordermanagement.OrderCategory;
import io.github.vipps4j.ordermanagement.OrderManagementClient;
import io.github.vipps4j.ordermanagement.PaymentType;
import io.github.vipps4j.ordermanagement.StoredReceipt;
import io.github.vipps4j.simulator.VippsSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;

/**
 * Everything that a receipt can say: a discount, goods by weight, two tax rates, something brought back, shipping, a tip and a
 * gift card. It is printed as the customer sees it, and goes two ways: with a new payment of the ePayment API, which is the
 * better one, and by Order Management to an order of any API, with a link and an image. Order Management is served in
 * production only, so that is what the simulator plays.
 */
public final class ReceiptInDetail {
    private static final String PAYMENT = "acme-order-0001";
    private static final String ORDER = "acme-order-0002";

    private ReceiptInDetail() {}

    /** Prints the receipt and sends it both ways. */
    public static void main(String[] args) throws IOException {
        try (VippsSimulator simulator = VippsSimulator.builder().production().start()) {
            send(simulator, System.out);
        }
    }

    static void send(VippsSimulator simulator, PrintStream out) throws IOException {
        Receipt receipt = basket();
        print(receipt, out);
        try (Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient.of(vipps)
                    .create(CreatePayment.builder()
                            .reference(PAYMENT)
                            .amount(toPay(receipt))
                            .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + PAYMENT))
                            .paymentDescription("Your basket")
                            .receipt(receipt)
                            .build());
            out.println("Sent with the payment of " + toPay(receipt) + ".");

            out.println("Order Management: " + add(vipps, ORDER, receipt));
            out.println("Once more, as after a restart: " + add(vipps, ORDER, receipt));
            out.println("With another number: "
                    + add(
                            vipps,
                            ORDER,
                            receipt.toBuilder().receiptNumber("2026-18").build()));
        }
    }

    private static Receipt basket() {
        return Receipt.builder()
                .orderLine(line("Wool socks", "socks-wool", "398.00", "25")
                        .unitInfo("2", QuantityUnit.PCS, Amount.of("249.00", NOK))
                        .discount(Amount.of("100.00", NOK)))
                .orderLine(line("Coffee beans", "coffee", "327.16", "15")
                        .unitInfo("0.822", QuantityUnit.KG, Amount.of("398.00", NOK)))
                .orderLine(line("Cotton socks", "socks-cotton", "200.00", "25").isReturn(true))
                .orderLine(line("Home delivery", "delivery", "99.00", "25").isShipping(true))
                .tipAmount(Amount.of("50.00", NOK))
                .paymentSource(PaymentSource.GIFT_CARD, Amount.of("150.00", NOK))
                .posId("pos-3")
                .receiptNumber("2026-17")
                .barcode(Barcode.code128("2026-17"))
                .build();
    }

    /** What is not tax, and the tax, follow from the total and the rate. */
    private static OrderLine.Builder line(String name, String id, String total, String tax) {
        return OrderLine.builder()
                .name(name)
                .id(id)
                .totalAmount(Amount.of(total, NOK))
                .taxRate(TaxRate.ofPercent(tax));
    }

    /** The tip is not in the total; what was paid by other means is. */
    private static Amount toPay(Receipt receipt) {
        Amount rest =
                receipt.tipAmount() == null ? receipt.total() : receipt.total().plus(receipt.tipAmount());
        for (Amount paid : receipt.paymentSources().values()) {
            rest = rest.minus(paid);
        }
        return rest;
    }

    private static String add(Vipps vipps, String order, Receipt receipt) throws IOException {
        // tag::order-management[]
        OrderManagementClient orders = OrderManagementClient.of(vipps);
        StoredReceipt stored = orders.addReceiptIfAbsent(PaymentType.ECOM, order, receipt); // ECOM is ePayment, too
        if (!stored.isSame()) { // a receipt cannot be changed
            return "there is another receipt, number " + stored.receipt().receiptNumber();
        }
        orders.setCategory(
                PaymentType.ECOM,
                order,
                OrderCategory.builder()
                        .category(CategoryType.ORDER_CONFIRMATION)
                        .orderDetailsUrl("https://shop.example/orders/" + order)
                        .imageId(orders.addImage(socks())) // an Image of a file, a stream or bytes
                        .build());
        return "the receipt is there";
        // end::order-management[]
    }

    private static Image socks() throws IOException {
        try (InputStream file = ReceiptInDetail.class.getResourceAsStream("socks.png")) {
            if (file == null) {
                throw new IllegalStateException("socks.png belongs to this example");
            }
            return Image.of(file);
        }
    }

    // ---- as the customer sees it

    static void print(Receipt receipt, PrintStream out) {
        Map<TaxRate, Amount> taxes = new TreeMap<>((one, other) -> Long.compare(other.hundredths(), one.hundredths()));
        for (OrderLine line : receipt.orderLines()) {
            row(out, line.name() + (line.isReturn() ? ", returned" : ""), signed(line, line.totalAmount()));
            if (line.unitPrice() != null) {
                out.println("    " + line.quantity() + " " + line.quantityUnit() + " at " + line.unitPrice());
            }
            if (line.discount() != null) {
                out.println("    discount " + line.discount());
            }
            if (line.taxRate() != null) {
                taxes.merge(line.taxRate(), signed(line, line.totalTaxAmount()), Amount::plus);
            }
        }
        row(out, "Total", receipt.total());
        taxes.forEach((rate, tax) -> row(out, "  of which tax, " + rate, tax));
        if (receipt.tipAmount() != null) {
            row(out, "Tip", receipt.tipAmount());
        }
        for (PaymentSource source : PaymentSource.values()) {
            Amount paid = receipt.paymentSources().get(source);
            if (paid != null) {
                row(out, "Paid by " + words(source), negative(paid));
            }
        }
        row(out, "To pay", toPay(receipt));
    }

    private static void row(PrintStream out, String name, Amount amount) {
        out.printf("  %-24s %11s%n", name, amount);
    }

    /** What is brought back counts negative; the line itself never is. */
    private static Amount signed(OrderLine line, Amount amount) {
        return line.isReturn() ? negative(amount) : amount;
    }

    private static Amount negative(Amount amount) {
        return Amount.ofMinor(0, amount.currency()).minus(amount);
    }

    private static String words(PaymentSource source) {
        return switch (source) {
            case GIFT_CARD -> "gift card";
            case CARD -> "card";
            case VOUCHER -> "voucher";
            case CASH -> "cash";
        };
    }
}
