package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hands cards over to payment service providers: asks them, lets their answers have consequences, and brings the customer
 * to 3-D Secure and back.
 */
final class PspDesk {
    /** A page that has nothing to say within this will not. */
    private static final Duration PAGE_TIME = Duration.ofSeconds(10);

    private static final int MOST_REDIRECTS = 10;

    private final PaymentBook book;
    private final PspCaller caller;
    private final ExpiryWatch watch;
    private final Clock clock;
    private final Redirects redirects;
    private final boolean testEnvironment;

    PspDesk(
            PaymentBook book,
            PspCaller caller,
            ExpiryWatch watch,
            Clock clock,
            Redirects redirects,
            boolean testEnvironment) {
        this.book = book;
        this.caller = caller;
        this.watch = watch;
        this.clock = clock;
        this.redirects = redirects;
        this.testEnvironment = testEnvironment;
    }

    /** Begins to follow the payments. */
    void start() {
        book.observe(this::happened);
    }

    /** @param request the body that initiates it */
    CardTransaction pspTransaction(PaymentServiceProvider psp, JsonNode request) {
        ThreeDSecureUrls waysBack = redirects.newThreeDSecureUrls();
        PspReports reports = new PspReports(request.path("pspTransactionId").textValue());
        return new CardTransaction(psp, new MakePayment(request, waysBack, testEnvironment), waysBack, reports);
    }

    /** @param passthrough what the body that creates the payment says of it */
    CardTransaction cardPassthrough(PaymentServiceProvider psp, JsonNode passthrough) {
        ThreeDSecureUrls waysBack = redirects.newThreeDSecureUrls();
        return new CardTransaction(psp, new CardCallback(psp, passthrough, waysBack), waysBack, null);
    }

    /** Asks about an attempt that has begun, and waits for the answer; no lock may be held. */
    ApprovalResult ask(Payment payment) {
        CardTransaction card = Objects.requireNonNull(payment.card(), "card");
        PspCaller.Errand errand = book.alone(() -> errand(payment, card));
        CardAnswer answer = caller.ask(errand);
        return book.alone(() -> {
            requireKnown(payment);
            ApprovalResult result = card.hears(answer, payment, clock.instant());
            if (result == ApprovalResult.APPROVED) {
                reserved(payment, card);
            } else {
                // What would have ended it meanwhile had to wait.
                payment.passTime(clock.instant());
                book.follow(payment);
            }
            return result;
        });
    }

    private PspCaller.Errand errand(Payment payment, CardTransaction card) {
        CardQuestion question = card.question();
        return new PspCaller.Errand(
                card,
                payment.key(),
                question.attemptId(card.attempt()),
                question.call(payment, card.attempt(), clock.instant()),
                null);
    }

    private void requireKnown(Payment payment) {
        if (book.find(payment.key()) != payment) {
            throw new IllegalStateException("The simulator was reset while a payment service provider was asked");
        }
    }

    /** After {@code OK} the provider need not report it. */
    private void reserved(Payment payment, CardTransaction card) {
        PspReports reports = card.reports();
        if (reports != null) {
            reports.add(new PspReports.Entry(
                    "RESERVED",
                    payment.amount(),
                    payment.request().path("paymentDescription").textValue(),
                    true,
                    clock.instant()));
        }
    }

    /** Asks from another thread. */
    void askLater(Payment payment) {
        caller.later(() -> ask(payment));
    }

    /** Tells a payment service provider of PSP v3 that there is nothing to process, unless it has decided that itself. */
    private void happened(Payment payment, SimulatedPayment.Event event) {
        CardTransaction card = payment.card();
        if (card == null) {
            return;
        }
        watch.follow();
        String told = switch (event.name()) {
            case "ABORTED" -> "USER_CANCEL";
            case "EXPIRED" -> "TIMEOUT";
            default -> null;
        };
        if (told != null && !card.isOver() && card.question() instanceof MakePayment question) {
            PspReports reports = Objects.requireNonNull(card.reports(), "a payment of PSP v3");
            PspCaller.Errand errand = new PspCaller.Errand(
                    card, payment.key(), reports.pspTransactionId(), question.notApproved(payment, told), null);
            // Whatever is answered has no effect.
            caller.later(() -> caller.ask(errand));
        }
    }

    String url3DSecure(@Nullable String msn, String reference) {
        return book.alone(() -> url3DSecure(book.only(msn, reference)));
    }

    private static String url3DSecure(Payment payment) {
        CardTransaction card = payment.card();
        String url = card == null ? null : card.url3DSecure();
        if (url == null || payment.state() != SimulatedState.CREATED) {
            throw new IllegalStateException("The customer of " + payment.key().reference() + " is not in 3-D Secure");
        }
        return url;
    }

    ApprovalResult returnFrom3DSecure(@Nullable String msn, String reference, ThreeDSecure outcome) {
        return comeBack(book.alone(() -> book.only(msn, reference)), outcome);
    }

    /** The customer comes back by one of the ways. */
    ApprovalResult comeBack(Payment payment, ThreeDSecure outcome) {
        boolean goesOn = book.alone(() -> {
            requireKnown(payment);
            url3DSecure(payment);
            CardTransaction card = Objects.requireNonNull(payment.card(), "card");
            if (outcome == ThreeDSecure.CANCEL && !card.isCardPassthrough()) {
                card.leaves3DSecure();
                payment.end(SimulatedState.ABORTED, clock.instant(), null);
                return false;
            }
            card.continues(payment);
            return true;
        });
        return goesOn ? ask(payment) : ApprovalResult.THREE_D_SECURE_CANCELLED;
    }

    /** As a browser would, but only on the loopback address. */
    ApprovalResult visit3DSecure(@Nullable String msn, String reference) {
        Payment payment = book.alone(() -> book.only(msn, reference));
        URI page = URI.create(book.alone(() -> url3DSecure(payment)));
        for (int redirect = 0; redirect < MOST_REDIRECTS; redirect++) {
            URI next = next(page);
            ThreeDSecure outcome =
                    Objects.requireNonNull(payment.card(), "card").waysBack().outcome(next.toString());
            if (outcome != null) {
                return comeBack(payment, outcome);
            }
            page = next;
        }
        throw new IllegalStateException("The 3-D Secure page redirects too often");
    }

    private static URI next(URI page) {
        try {
            MerchantCall.Reply reply = new MerchantCall("GET", page, null, null).send(PAGE_TIME);
            String location = reply.header("Location");
            if (reply.status() < 300 || reply.status() > 399 || location.isEmpty()) {
                throw new IllegalStateException(
                        "The 3-D Secure page does not lead back: it answered " + reply.status());
            }
            return page.resolve(location);
        } catch (MerchantCall.NoAnswer e) {
            throw new IllegalStateException("The 3-D Secure page does not lead back: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the customer was in 3-D Secure", e);
        }
    }
}
