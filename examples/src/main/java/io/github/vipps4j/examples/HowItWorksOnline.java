package io.github.vipps4j.examples;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.epayment.Aggregate;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Modification;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.ordermanagement.CategoryType;
import io.github.vipps4j.ordermanagement.OrderCategory;
import io.github.vipps4j.ordermanagement.OrderManagementClient;
import io.github.vipps4j.ordermanagement.PaymentType;
import java.io.PrintStream;
import java.util.UUID;

/**
 * A payment on a web shop from the customer's click to the capture, and some of the money back. Without arguments it plays
 * on a local simulator; with {@code VIPPS_*} variables set, in the real test environment. {@code --wire} shows the HTTP
 * traffic, secrets masked.
 */
public final class HowItWorksOnline {
    private HowItWorksOnline() {}

    /** Ends with exit code 0 only if every step went well. */
    public static void main(String[] args) {
        try (Stage stage = Stage.set(args, System.getenv())) {
            play(stage, System.out);
        } catch (VippsException | IllegalStateException e) {
            System.err.println("It ended here: " + e.getMessage());
            System.exit(1);
        }
    }

    static void play(Stage stage, PrintStream out) {
        EPaymentClient payments = EPaymentClient.of(stage.vipps());
        String order = "acme-shop-" + UUID.randomUUID();
        Receipt receipt = Receipt.builder()
                .orderLine(socks("Wool socks", "socks-wool", "299.00"))
                .orderLine(socks("Cotton socks", "socks-cotton", "200.00"))
                .build();
        Amount total = receipt.total();
        out.println("How it works online, " + stage.name());

        out.println(
                "1. The customer picks Vipps. The shop creates a payment of " + total + " for order " + order + ".");
        CreatedPayment created = payments.create(CreatePayment.builder()
                .reference(order)
                .amount(total)
                .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + order))
                .paymentDescription("Two pairs of socks")
                .receipt(receipt)
                .build());
        out.println("   The receipt that the customer sees:");
        receipt.orderLines().forEach(line -> out.printf("   %-14s %s%n", line.name(), line.totalAmount()));
        out.println("   in which " + receipt.totalTax() + " are tax");

        out.println("2. The shop sends the customer to the landing page: " + created.redirectUrl());

        out.println("3. The customer confirms in the app. " + stage.customerConfirms(created));

        Payment payment = payments.awaitOutcome(created);
        if (payment.state() != PaymentState.AUTHORIZED) {
            throw new IllegalStateException(
                    "The payment ended as " + payment.stateText() + "; there is nothing to ship");
        }
        out.println("4. The amount is reserved. " + told(payment.aggregate()));

        out.println("5. The shop confirms the order and puts a link to it into the app. " + linked(stage, order));

        out.println("6. One pair is on the shelf: the shop ships it and captures its price.");
        // The key comes from the order and the step: a retry, even after a crash, cannot take the money twice.
        Modification captured = payments.capture(
                order, Amount.of("299.00", Currency.NOK), IdempotencyKey.derive(order, "capture", "1"));
        out.println("   " + told(captured.aggregate()));

        out.println("7. The other pair is sold out: the shop releases the rest.");
        Modification released = payments.cancel(order);
        out.println("   " + told(released.aggregate()));

        out.println("8. The customer sends a sock back: the shop refunds half.");
        Modification refunded =
                payments.refund(order, Amount.of("149.50", Currency.NOK), IdempotencyKey.derive(order, "refund", "1"));
        out.println("   " + told(refunded.aggregate()));

        out.println("What happened, by the event log:");
        payments.eventLog(order)
                .forEach(event -> out.printf("   %s  %-10s %s%n", event.timestamp(), event.nameText(), event.amount()));
        out.println("The shop keeps " + refunded.aggregate().remainingToRefund() + ". Done.");
    }

    /**
     * No money depends on it, and the receipt came with the payment: whatever becomes of the link, the money is reserved and
     * the story goes on.
     */
    static String linked(Stage stage, String order) {
        try {
            OrderManagementClient.of(stage.vipps())
                    .setCategory(
                            PaymentType.ECOM,
                            order,
                            OrderCategory.builder()
                                    .category(CategoryType.ORDER_CONFIRMATION)
                                    .orderDetailsUrl("https://shop.example/orders/" + order)
                                    .build());
            return "The customer sees it beside the receipt.";
        } catch (VippsException e) {
            return e instanceof NotFoundException && stage.isTestEnvironment()
                    ? "(404: Order Management is not served in the test environment, only in production.)"
                    : "(The shop goes on all the same: " + e.getMessage() + ")";
        }
    }

    private static OrderLine.Builder socks(String name, String id, String price) {
        return OrderLine.builder()
                .name(name)
                .id(id)
                .totalAmount(Amount.of(price, Currency.NOK))
                .taxRate(TaxRate.ofPercent("25"));
    }

    private static String told(Aggregate money) {
        return "Authorised " + money.authorizedAmount() + ", captured " + money.capturedAmount() + ", released "
                + money.cancelledAmount() + ", refunded " + money.refundedAmount() + "; " + money.remainingToCapture()
                + " can still be captured.";
    }
}
