package io.github.vipps4j.examples;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.RequestOptions;
import io.github.vipps4j.core.Vipps;
import io.github.vipps4j.epayment.CreatePayment;
import io.github.vipps4j.epayment.CreatedPayment;
import io.github.vipps4j.epayment.Customer;
import io.github.vipps4j.epayment.CustomerInteraction;
import io.github.vipps4j.epayment.EPaymentClient;
import io.github.vipps4j.epayment.Modification;
import io.github.vipps4j.epayment.Payment;
import io.github.vipps4j.epayment.PaymentState;
import io.github.vipps4j.epayment.QrFormat;
import io.github.vipps4j.epayment.UserFlow;
import io.github.vipps4j.simulator.VippsSimulator;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * In a store, with the customer at the till: once the till's screen shows a code that the customer scans; once the
 * till scans the customer's own code and the app asks for the approval. A customer who walks away is not waited for, and
 * neither is one who is approving still: that sale is looked at again later.
 */
public final class InStoreQr {
    /** No longer than this does the queue wait for the end of a sale. */
    private static final RequestOptions SHORT = RequestOptions.defaults().deadline(Duration.ofSeconds(2));

    private InStoreQr() {}

    /** Serves four customers. */
    public static void main(String[] args) {
        System.out.println(serve());
    }

    /** Gives what was captured in minor units (øre). */
    static long serve() {
        try (VippsSimulator simulator = VippsSimulator.start();
                Vipps vipps = Stage.Simulated.connect(simulator)) {
            EPaymentClient payments = EPaymentClient.of(vipps);
            Deque<CreatedPayment> later = new ArrayDeque<>();

            CreatedPayment onScreen = payments.create(sale("till-7-sale-0001", "89.00")
                    .userFlow(UserFlow.qr(QrFormat.png(400)))
                    .build());
            System.out.println("The screen shows the image at " + onScreen.redirectUrl());
            simulator.customer().approve(onScreen.reference());
            take(payments, onScreen, later);

            CreatedPayment scanned = payments.create(sale("till-7-sale-0002", "39.00")
                    .userFlow(UserFlow.pushMessage(Customer.personalQr("https://qr.example/made-up-personal-code")))
                    .build());
            simulator.customer().approve(scanned.reference());
            take(payments, scanned, later);

            CreatedPayment gone = payments.create(
                    sale("till-7-sale-0003", "59.00").userFlow(UserFlow.qr()).build());
            take(payments, gone, later);

            CreatedPayment slow = payments.create(
                    sale("till-7-sale-0004", "49.00").userFlow(UserFlow.qr()).build());
            simulator.customer().startsApproving(slow.reference());
            take(payments, slow, later);

            simulator.customer().approve(slow.reference());
            for (int left = later.size(); left > 0; left--) {
                take(payments, later.remove(), later);
            }

            return simulator.payments().stream()
                    .mapToLong(payment -> payment.captured())
                    .sum();
        }
    }

    private static CreatePayment.Builder sale(String reference, String price) {
        return CreatePayment.builder()
                .reference(reference)
                .amount(Amount.of(price, NOK))
                .customerInteraction(CustomerInteraction.CUSTOMER_PRESENT)
                .paymentDescription("Coffee and cake");
    }

    /** @param later gets the sale if it cannot be told yet whether it is paid */
    private static void take(EPaymentClient payments, CreatedPayment sale, Deque<CreatedPayment> later) {
        // By reference it is read at once: the queue does not wait 5 seconds.
        Payment payment = payments.awaitOutcome(sale.reference(), Duration.ofSeconds(1));
        if (!payment.hasOutcome()) {
            Modification end;
            try {
                end = payments.with(SHORT).cancelIfNotAuthorized(sale.reference());
            } catch (BusyException e) {
                // The bank is at work: neither hand over anything nor ask for another payment.
                System.out.println(sale.reference() + " is being approved at this moment; we look again later.");
                later.add(sale);
                return;
            }
            System.out.println(sale.reference() + " is over: " + end.stateText());
            if (end.state() != PaymentState.AUTHORIZED) {
                return;
            }
        } else if (payment.state() != PaymentState.AUTHORIZED) {
            System.out.println(sale.reference() + " was not paid: " + payment.stateText());
            return;
        }
        Payment paid = payments.captureAndConfirm(
                sale.reference(), payment.amount(), IdempotencyKey.derive(sale.reference(), "capture"));
        System.out.println(sale.reference() + ": " + paid.aggregate().capturedAmount() + ", here you are.");
    }
}
