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
import java.util.function.Consumer;

/** The README's first payment, on the simulator. */
public final class FirstPayment {
    private FirstPayment() {}

    /** Creates a payment, waits for the customer, and captures it. */
    public static void main(String[] args) {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            pay(vipps, url -> simulator.customer().approve("acme-shop-123-order123abc"));
            System.out.println(
                    "Captured " + simulator.payment("acme-shop-123-order123abc").captured() + " øre");
        }
    }

    private static void pay(Vipps vipps, Consumer<String> sendCustomerTo) {
        // tag::first-payment[]
        EPaymentClient payments = EPaymentClient.of(vipps);
        CreatedPayment created = payments.create(CreatePayment.builder()
                .reference("acme-shop-123-order123abc")
                .amount(Amount.of("499.00", NOK))
                .userFlow(UserFlow.webRedirect("https://shop.example/return?order=123"))
                .paymentDescription("One pair of socks")
                .build());
        sendCustomerTo.accept(created.redirectUrl()); // unchanged, never in an iframe
        Payment payment = payments.awaitOutcome(created);
        if (payment.state() == PaymentState.AUTHORIZED) { // ship, and then:
            payments.capture(payment.reference(), payment.amount(), IdempotencyKey.of("order123abc-capture-1"));
        }
        // end::first-payment[]
    }
}
