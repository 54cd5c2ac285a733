package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The README's first payment, on the simulator. */
public final class FirstPayment {
    private FirstPayment() {}

    /** Creates a payment, waits for the customer, and captures it. */
    public static void main(String[] args) {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            pay(vipps, url -> simulator.customer().approve("acme-shop-123-order123abc"), new ArrayList<>());
            System.out.println(
                    "Captured " + simulator.payment("acme-shop-123-order123abc").captured() + " øre");
        }
    }

    /** What a web framework gives a shop to send the browser elsewhere; here the customer approves at once. */
    private interface Response {
        void sendRedirect(@Nullable String url);
    }

    private static void pay(Vipps vipps, Response response, List<String> later) {
        // tag::first-payment[]
        EPaymentClient payments = EPaymentClient.of(vipps);
        CreatedPayment created = payments.create(CreatePayment.builder()
                .reference("acme-shop-123-order123abc")
                .amount(Amount.of("499.00", NOK))
                .userFlow(UserFlow.webRedirect("https://shop.example/return?order=123"))
                .paymentDescription("One pair of socks")
                .build());
        response.sendRedirect(created.redirectUrl()); // the customer, unchanged, never in an iframe
        Payment payment = payments.awaitOutcome(created);
        if (payment.state() == PaymentState.AUTHORIZED) { // ship, and then:
            payments.capture(payment.reference(), payment.amount(), IdempotencyKey.of("order123abc-capture-1"));
        } else if (!payment.hasOutcome()) { // not "not paid": ask again later
            later.add(payment.reference());
        }
        // end::first-payment[]
    }
}
