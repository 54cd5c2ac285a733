package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.OrderLine;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.TaxRate;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A payment link that is sent by e-mail and is good for two weeks. The customer sees a receipt before paying, so it is
 * demanded. Nobody waits for such a payment: a webhook tells, or the shop looks once a day.
 */
public final class LongLivingLink {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");

    private LongLivingLink() {}

    /** An invoice as it stands in the club's books: what it says does not change any more. */
    record Invoice(String number, LocalDate date) {
        String reference() {
            return "acme-invoice-" + number;
        }

        /** The end of the fourteenth day after its date. */
        Instant due() {
            return date.plusDays(15).atStartOfDay(OSLO).toInstant();
        }
    }

    /** Sends a link, and looks after a week. */
    public static void main(String[] args) {
        System.out.println(paidAfterAWeek(new Invoice("2026-0042", LocalDate.now(OSLO))));
    }

    /** Gives the state that was found. */
    static String paidAfterAWeek(Invoice invoice) {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            System.out.println("Please pay until " + invoice.due() + ": " + link(payments, invoice));

            simulator.clock().advance(Duration.ofDays(7));
            System.out.println("We remind you of " + link(payments, invoice));
            simulator.customer().approve(invoice.reference());
            return payments.get(invoice.reference()).stateText();
        }
    }

    /**
     * The same link at each call, on any day: all that is sent comes from the invoice. An end counted from the moment of the
     * call would make another body of it, which is refused.
     */
    static @Nullable String link(EPaymentClient payments, Invoice invoice) {
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
                .receiptNumber(invoice.number())
                .build();
        return payments.create(CreatePayment.builder()
                        .reference(invoice.reference())
                        .amount(receipt.total())
                        .userFlow(UserFlow.webRedirect("https://club.example/thanks"))
                        .paymentDescription("Membership 2027")
                        .expiresAt(invoice.due())
                        .receipt(receipt)
                        .build())
                .redirectUrl();
    }
}
