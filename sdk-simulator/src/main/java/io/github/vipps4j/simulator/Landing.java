package io.github.vipps4j.simulator;

import java.time.Clock;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The page that a redirect URL leads to, so that a person can be the customer in a browser. */
final class Landing {
    static final String PATH = "/landing";

    private final PaymentBook book;
    private final CustomerApp app;
    private final SimulatedCustomer customer;
    private final Clock clock;

    Landing(PaymentBook book, CustomerApp app, SimulatedCustomer customer, Clock clock) {
        this.book = book;
        this.app = app;
        this.customer = customer;
        this.clock = clock;
    }

    static boolean owns(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    Answer answer(Call call) {
        String token = call.queryParameter("token");
        Payment payment = token == null ? null : book.findByToken(token);
        if (payment == null) {
            return LandingPage.page(404, "<p>This link is not known.</p>");
        }
        if (!book.alone(() -> payment.canBeOpened(clock.instant()))) {
            return LandingPage.page(410, "<p>This link is no longer valid.</p>");
        }
        String step = call.method() + ' ' + call.path().substring(PATH.length());
        try {
            return switch (step) {
                case "GET " -> show(200, payment, "");
                case "POST /approve" -> approve(payment, call.formParameter("option"));
                case "POST /address" -> chooseAddress(payment, call);
                case "POST /reject" -> {
                    customer.reject(payment.key().msn(), payment.key().reference());
                    yield goBack(payment);
                }
                case "POST /refuse-consent" -> {
                    customer.refuseConsent(payment.key().msn(), payment.key().reference());
                    yield goBack(payment);
                }
                default -> LandingPage.page(404, "<p>There is nothing here.</p>");
            };
        } catch (IllegalArgumentException e) {
            return show(400, payment, String.valueOf(e.getMessage()));
        } catch (CancellationException e) {
            // closed: nobody gets an answer any more
            throw e;
        } catch (IllegalStateException e) {
            return show(409, payment, String.valueOf(e.getMessage()));
        }
    }

    private Answer approve(Payment payment, @Nullable String option) {
        PaymentKey key = payment.key();
        if (option != null) {
            customer.chooseShipping(key.msn(), key.reference(), option);
        }
        ApprovalResult result = customer.approve(key.msn(), key.reference());
        if (result == ApprovalResult.SOFT_DECLINED) {
            return Answer.redirect(customer.url3DSecure(key.msn(), key.reference()));
        }
        boolean canTryAgain = book.alone(payment::canBeTried);
        return canTryAgain ? show(200, payment, "Not approved: " + result + ". You can try again.") : goBack(payment);
    }

    private Answer chooseAddress(Payment payment, Call call) {
        PaymentKey key = payment.key();
        String second = given(call, "addressLine2");
        ShippingOffer offer = customer.chooseAddress(
                key.msn(),
                key.reference(),
                new SimulatedAddress(
                        given(call, "addressLine1"),
                        second.isEmpty() ? null : second,
                        given(call, "postCode"),
                        given(call, "city"),
                        given(call, "country")));
        return switch (offer.status()) {
            case OFFERED -> show(200, payment, "");
            case ADDRESS_REFUSED -> show(200, payment, "The shop does not ship to this address. Choose another.");
            case FAILED -> show(200, payment, "The shop has failed: " + offer.problem());
        };
    }

    private static String given(Call call, String name) {
        String value = call.formParameter(name);
        return value == null ? "" : value;
    }

    private Answer goBack(Payment payment) {
        @Nullable String returnUrl = payment.returnUrl();
        return returnUrl == null ? show(200, payment, "") : Answer.redirect(returnUrl);
    }

    /** @param message what the person is told, empty for nothing */
    private Answer show(int status, Payment payment, String message) {
        return LandingPage.page(
                status, book.alone(() -> new LandingPage(payment, app.defaultAddress(payment)).content(message)));
    }
}
