package io.github.vipps4j.examples;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.IdempotencyKey;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.ecom.EcomClient;
import io.github.vipps4j.ecom.InitiatePayment;
import io.github.vipps4j.ecom.InitiateResolution;
import io.github.vipps4j.ecom.InitiatedPayment;
import io.github.vipps4j.ecom.Modification;
import io.github.vipps4j.ecom.OrderState;
import io.github.vipps4j.ecom.PaymentDetails;
import java.io.PrintStream;
import java.util.UUID;

/**
 * The same story as {@link HowItWorksOnline}, for shops that run on eCom: from the customer's click to the capture in
 * six steps, and what comes later. Without arguments it plays on a local simulator; with {@code VIPPS_*} variables set,
 * in the real test environment. {@code --wire} shows the HTTP traffic, secrets masked.
 */
public final class HowItWorksOnlineEcom {
    /** The service looks its host up, so it has to exist. Nobody answers there: this shop polls. */
    private static final String SHOP = "https://example.com";

    private HowItWorksOnlineEcom() {}

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
        EcomClient ecom = EcomClient.of(stage.vipps());
        InitiatePayment request = twoPairsOfSocks("acme-shop-" + UUID.randomUUID());
        out.println("How it works online with eCom, " + stage.name());

        out.println("1. The customer picks Vipps. The shop initiates a payment of " + request.amount() + " for order "
                + request.orderId() + ".");
        InitiatedPayment initiated = initiate(ecom, request);
        String order = initiated.orderId();

        out.println("2. The shop sends the customer to the landing page: " + initiated.url());

        out.println("3. The customer confirms in the app. " + stage.customerConfirms(initiated));

        PaymentDetails details = ecom.awaitOutcome(initiated);
        if (details.state() != OrderState.RESERVED) {
            throw new IllegalStateException("The order is " + details.state() + "; there is nothing to ship");
        }
        out.println("4. The amount is reserved. " + told(details));

        out.println("5. The shop confirms the order, on the page that the customer comes back to.");

        out.println("6. One pair is on the shelf: the shop ships it and captures its price.");
        // The key comes from the order and the step: a retry, even after a crash, cannot take the money twice.
        Modification captured = ecom.capture(
                order,
                Amount.of("299.00", Currency.NOK),
                IdempotencyKey.derive(order, "capture", "1"),
                "Wool socks, parcel 1");
        out.println("   " + captured.statusText() + " " + captured.amount() + ". " + told(ecom.details(order)));

        out.println("Later: the other pair is sold out, and the shop releases the rest.");
        // A mere cancel is refused after a capture.
        ecom.cancelAndReleaseRemainingFunds(order, "Cotton socks are sold out");
        out.println("   " + told(ecom.details(order)));

        out.println("Later: the customer sends a sock back, and the shop refunds half.");
        ecom.refund(
                order,
                Amount.of("149.50", Currency.NOK),
                IdempotencyKey.derive(order, "refund", "1"),
                "One sock came back");
        PaymentDetails end = ecom.details(order);
        out.println("   " + told(end));

        out.println("What happened, the newest first:");
        end.history()
                .forEach(entry ->
                        out.printf("   %s  %-8s %s%n", entry.timeStamp(), entry.operationText(), entry.amount()));
        out.println("The shop keeps " + end.remainingToRefund() + ". Done.");
    }

    static InitiatePayment twoPairsOfSocks(String order) {
        return InitiatePayment.builder()
                .orderId(order)
                .amount(Amount.of("499.00", Currency.NOK))
                .transactionText("Two pairs of socks")
                .callbackPrefix(SHOP + "/vipps")
                .fallBack(SHOP + "/orders/" + order)
                .build();
    }

    /** Initiate is not idempotent, and its URL is never given again. */
    static InitiatedPayment initiate(EcomClient ecom, InitiatePayment request) {
        // tag::ecom-initiate[]
        try {
            return ecom.initiate(request);
        } catch (OutcomeUnknownException lost) { // never again unread: it may be there
            String orderId = request.orderId();
            if (ecom.resolveInitiate(orderId) instanceof InitiateResolution.Absent) {
                return ecom.initiate(request);
            }
            ecom.cancel(orderId); // it is there without its URL, so nobody can pay it
            return ecom.initiate(request.toBuilder().orderId(orderId + "-1").build());
        }
        // end::ecom-initiate[]
    }

    private static String told(PaymentDetails details) {
        return "Reserved " + details.reservedAmount() + ", captured " + details.capturedAmount() + ", refunded "
                + details.refundedAmount() + "; " + details.remainingToCapture() + " can still be captured.";
    }
}
