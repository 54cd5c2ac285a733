package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;

/** The four operations of PSP v3. */
final class PspApi implements Api.Played {
    private final Gatekeeper gatekeeper;
    private final PaymentBook book;
    private final PspBook psps;
    private final Changes changes;
    private final CustomerApp app;
    private final PspDesk desk;
    private final Clock clock;
    private final Redirects redirects;

    PspApi(
            Gatekeeper gatekeeper,
            PaymentBook book,
            PspBook psps,
            Changes changes,
            CustomerApp app,
            PspDesk desk,
            Clock clock,
            Redirects redirects) {
        this.gatekeeper = gatekeeper;
        this.book = book;
        this.psps = psps;
        this.changes = changes;
        this.app = app;
        this.desk = desk;
        this.clock = clock;
        this.redirects = redirects;
    }

    /** Who calls, for whom, and what. */
    private record Request(Call call, PaymentServiceProvider psp, SalesUnit unit, Route route) {
        JsonNode body(Schema schema) {
            ObjectNode body = call.json();
            schema.require(body);
            return body;
        }

        /** The transaction that the path names. */
        String named() {
            return Objects.requireNonNull(route.named(), "pspTransactionId");
        }
    }

    @Override
    public Answer answer(Call call, Route route) {
        try {
            // A delayed request is looked at after its delay: meanwhile its token may have gone.
            changes.pause(call);
            Gatekeeper.Admitted admitted = gatekeeper.admitted(call);
            PaymentServiceProvider psp = admitted.psp();
            if (psp == null) {
                throw Refusal.forbidden("The keys are not those of a payment service provider");
            }
            Gatekeeper.requireHeaders(call, route.operation());
            Changes.refuseIfForced(call);
            return book.alone(() -> act(new Request(call, psp, admitted.unit(), route)));
        } catch (Refusal refusal) {
            return refusal.answer(PspErrors.STYLE, call.path());
        }
    }

    private Answer act(Request request) {
        return switch (request.route().operation()) {
            case PSP_INIT -> initiate(request);
            case PSP_UPDATE_STATUS -> updateStatus(request);
            case PSP_DETAILS -> details(request);
            default -> forceApprove(request);
        };
    }

    private Answer initiate(Request request) {
        JsonNode body = request.body(PspSchemas.INIT);
        PspRules.requireConsistent(body);
        PspRules.requireAllowed(body, request.unit());
        String pspTransactionId = body.path("pspTransactionId").textValue();
        PspRules.refuseIf(psps.find(request.psp(), pspTransactionId) != null, PspErrors.TRANSACTION_EXISTS);
        PaymentKey key = new PaymentKey(
                request.unit().merchantSerialNumber(),
                body.path("merchantOrderId").textValue());
        PspRules.refuseIf(book.find(key) != null, PspErrors.ORDER_EXISTS);
        ObjectNode terms = PspJson.inEPayment(body);
        app.requireCustomer(terms);
        String token = redirects.newToken();
        String url = redirects.url(terms, token);
        CardTransaction card = desk.pspTransaction(request.psp(), body);
        Payment payment = book.create(new Payment.Created(key, request.unit(), terms, token, url, "", null, card));
        psps.add(request.psp(), pspTransactionId, payment);
        // The API has a URL in every answer, also where nobody is to open it.
        return done(PspJson.initiated(body, url == null ? redirects.landingUrl(token) : url));
    }

    /** That a report may be of any merchant of the provider is the simulator's choice. */
    private Answer updateStatus(Request request) {
        JsonNode body = request.body(PspSchemas.UPDATE_STATUS);
        psps.passNights();
        Instant now = clock.instant();
        for (JsonNode one : body.path("transactions")) {
            psps.report(
                    request.psp(),
                    one.path("pspTransactionId").textValue(),
                    new PspReports.Entry(
                            one.path("status").textValue(),
                            one.path("amount").longValue(),
                            one.path("paymentText").textValue(),
                            one.path("operationStatus").asText("SUCCESS").equals("SUCCESS"),
                            now));
        }
        return done(PspJson.updated());
    }

    private Answer details(Request request) {
        psps.passNights();
        Payment payment = existing(request);
        CardTransaction card = Objects.requireNonNull(payment.card(), "a payment of PSP v3");
        return done(PspJson.details(payment.key(), Objects.requireNonNull(card.reports(), "a payment of PSP v3")));
    }

    private Answer forceApprove(Request request) {
        JsonNode body = request.body(PspSchemas.FORCE_APPROVE);
        Payment payment = existing(request);
        if (!body.path("token").textValue().equals(payment.token())) {
            throw Refusal.field("token", "is not that of the vippsRedirectUrl");
        }
        if (payment.state() != SimulatedState.CREATED) {
            throw Refusal.code(payment.state() == SimulatedState.AUTHORIZED ? 6230 : 10010);
        }
        ObjectNode naming = Json.object();
        naming.set("customer", PspJson.customer(body.path("customerPhoneNumber").textValue()));
        app.force(payment, naming);
        return Answer.empty(200);
    }

    private Payment existing(Request request) {
        Payment payment = psps.find(request.psp(), request.named());
        if (payment == null || !payment.key().msn().equals(request.unit().merchantSerialNumber())) {
            throw Refusal.notFound("There is no such PSP transaction");
        }
        payment.passTime(clock.instant());
        return payment;
    }

    private static Answer done(JsonNode body) {
        return Answer.json(200, PspJson.MEDIA_TYPE, body);
    }
}
