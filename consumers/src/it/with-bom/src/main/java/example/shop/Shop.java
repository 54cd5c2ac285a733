package example.shop;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.UserFlow;

/** A merchant's own code: it knows the SDK and nothing of the simulator. */
final class Shop {
    private final EPaymentClient payments;

    Shop(Vipps vipps) {
        payments = EPaymentClient.of(vipps);
    }

    void checkOut(String order, Amount amount) {
        payments.create(CreatePayment.builder()
                .reference(order)
                .amount(amount)
                .userFlow(UserFlow.webRedirect("https://shop.example/return"))
                .paymentDescription("One pair of socks")
                .build());
    }

    boolean ship(String order) {
        Payment payment = payments.awaitOutcome(order);
        if (payment.state() != PaymentState.AUTHORIZED) {
            return false;
        }
        payments.capture(order, payment.amount(), IdempotencyKey.derive(order, "capture"));
        return true;
    }

    void takeBack(String order, Amount amount) {
        payments.refund(order, amount, IdempotencyKey.derive(order, "refund"));
    }
}
