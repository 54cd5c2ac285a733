package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.ProfileScope;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;
import java.time.Duration;

/**
 * A shop that asks for the customer's name and e-mail address along with the payment, instead of a form. They come a moment
 * after the approval; a customer who does not agree does not pay.
 */
public final class ProfileSharing {
    private static final String ORDER = "acme-shop-profile-0001";

    private ProfileSharing() {}

    /** Tells whether the customer shared. */
    public static void main(String[] args) throws Exception {
        System.out.println(shared());
    }

    /** Gives what became of two customers. */
    static String shared() throws Exception {
        try (VippsSimulator simulator = VippsSimulator.builder()
                        .profileDelay(Duration.ofSeconds(1))
                        .start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            payments.create(order(ORDER));
            simulator.customer().approve(ORDER);
            Payment payment = payments.awaitProfile(ORDER);
            boolean knows = payment.sub() != null
                    && payment.userDetails() != null
                    && payment.userDetails().email() != null;

            payments.create(order(ORDER + "-2"));
            simulator.customer().refuseConsent(ORDER + "-2");
            return "The first shares an e-mail address: " + knows + "; the second: "
                    + payments.awaitProfile(ORDER + "-2").stateText();
        }
    }

    private static CreatePayment order(String reference) {
        return CreatePayment.builder()
                .reference(reference)
                .amount(Amount.of("129.00", NOK))
                .userFlow(UserFlow.webRedirect("https://shop.example/orders/" + reference))
                .paymentDescription("Newsletter and a mug")
                .profileScope(ProfileScope.NAME, ProfileScope.EMAIL)
                .build();
    }
}
