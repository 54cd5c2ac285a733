package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;
import java.time.Duration;
import java.time.Instant;

/**
 * A payment link that is sent by e-mail and is good for two weeks. The customer sees a receipt before paying, so it is
 * demanded. Nobody waits for such a payment: a webhook tells, or the shop looks once a day.
 */
public final class LongLivingLink {
    private static final String ORDER = "acme-invoice-2026-0042";

    private LongLivingLink() {}

    /** Sends a link, and looks after a week. */
    public static void main(String[] args) {
        System.out.println(paidAfterAWeek());
    }

    /** Gives the state that was found. */
    static String paidAfterAWeek() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            Receipt receipt = Receipt.builder()
                    .orderLine(OrderLine.builder()
                            .name("Annual membership")
                            .id("membership-2027")
                            .totalAmount(Amount.of("1250.00", NOK))
                            .taxRate(TaxRate.ofPercent("25")))
                    .orderLine(OrderLine.builder()
                            .name("Member magazine")
                            .id("magazine-2027")
                            .totalAmount(Amount.of("240.00", NOK))
                            .taxRate(TaxRate.ofPercent("0")))
                    .receiptNumber("2026-0042")
                    .build();
            CreatedPayment created = payments.create(CreatePayment.builder()
                    .reference(ORDER)
                    .amount(receipt.total())
                    .userFlow(UserFlow.webRedirect("https://club.example/thanks"))
                    .paymentDescription("Membership 2027")
                    .expiresAt(Instant.now().plus(Duration.ofDays(14)))
                    .receipt(receipt)
                    .build());
            System.out.println(
                    "Please pay " + receipt.total() + " (tax " + receipt.totalTax() + "): " + created.redirectUrl());

            simulator.clock().advance(Duration.ofDays(7));
            simulator.customer().approve(ORDER);
            return payments.get(ORDER).stateText();
        }
    }
}
