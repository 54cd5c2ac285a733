package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;

/** The seven operations of eCom 2.0.3. */
final class EcomApi implements Api.Played {
    private final Gatekeeper gatekeeper;
    private final PaymentBook book;
    private final Changes changes;
    private final CustomerApp app;
    private final RateLimits limits;
    private final Clock clock;
    private final EPaymentApi.Settings settings;
    private final boolean listsTimeOuts;

    /** @param listsTimeOuts whether the history says that a payment's time is over */
    EcomApi(
            Gatekeeper gatekeeper,
            PaymentBook book,
            Changes changes,
            CustomerApp app,
            RateLimits limits,
            Clock clock,
            EPaymentApi.Settings settings,
            boolean listsTimeOuts) {
        this.gatekeeper = gatekeeper;
        this.book = book;
        this.changes = changes;
        this.app = app;
        this.limits = limits;
        this.clock = clock;
        this.settings = settings;
        this.listsTimeOuts = listsTimeOuts;
    }

    /** A payment that eCom made. */
    private record Order(Payment payment, EcomOrder ecom) {
        /** Answers with what has just happened to it, under the text that the merchant gave it. */
        void says(JsonNode request) {
            ecom.says(
                    payment.lastEvent(),
                    request.path("transaction").path("transactionText").textValue());
        }
    }

    /** Carries out one call, or says why not. */
    @Override
    public Answer answer(Call call, Route route) {
        ApiOperation operation = route.operation();
        String orderId = route.named();
        try {
            SalesUnit unit = gatekeeper.admitToEcom(call);
            Gatekeeper.requireHeaders(call, operation);
            return orderId != null && (operation == ApiOperation.ECOM_DETAILS || operation == ApiOperation.ECOM_STATUS)
                    ? read(call, operation, new PaymentKey(unit.merchantSerialNumber(), orderId))
                    : change(new Change(call, operation, unit, orderId));
        } catch (Refusal refusal) {
            return refusal.answer(EcomErrors.STYLE, call.path());
        }
    }

    private Answer read(Call call, ApiOperation operation, PaymentKey key) {
        String subscriptionKey = call.header("Ocp-Apim-Subscription-Key");
        limits.admit(operation, key.reference(), subscriptionKey == null ? "" : subscriptionKey);
        changes.pause(call);
        Changes.refuseIfForced(call);
        return book.alone(() -> {
            Order order = existing(key);
            return done(
                    operation == ApiOperation.ECOM_DETAILS
                            ? EcomJson.details(order.payment(), order.ecom(), clock.instant(), listsTimeOuts)
                            : EcomJson.status(order.payment()));
        });
    }

    private Answer change(Change change) {
        PaymentKey key = change.key();
        limits.admit(
                change.operation(),
                key == null ? "" : key.reference(),
                change.unit().merchantSerialNumber());
        if (key == null) {
            changes.pause(change.call());
            Changes.refuseIfForced(change.call());
            body(change, EcomSchemas.INITIATE);
            throw Refusal.field("transaction.orderId", "is required");
        }
        return changes.carryOut(change, key, keyIsTaken -> {
            EcomRules.refuseIf(keyIsTaken, EcomErrors.OTHER_BODY);
            return switch (change.operation()) {
                case ECOM_INITIATE -> initiate(change, key);
                case ECOM_CAPTURE -> capture(change, key);
                case ECOM_REFUND -> refund(change, key);
                case ECOM_CANCEL -> cancel(change, key);
                default -> forceApprove(change, key);
            };
        });
    }

    private static JsonNode body(Change change, Schema schema) {
        EcomRules.requireExpected(change.body());
        return change.body(schema);
    }

    private Answer initiate(Change change, PaymentKey key) {
        JsonNode request = body(change, EcomSchemas.INITIATE);
        EcomRules.requireConsistent(request);
        EcomRules.requireAllowed(request, change.unit());
        EcomRules.refuseIf(book.find(key) != null, EcomErrors.DUPLICATE);
        ObjectNode terms = EcomTerms.inEPayment(request);
        app.requireCustomer(terms);
        String token = settings.redirects().newToken();
        String url = settings.redirects().url(terms, token);
        book.create(new Payment.Created(key, change.unit(), terms, token, url, "", new EcomOrder(request), null));
        // The API has a URL in every answer, also where nobody is to open it.
        return done(EcomJson.initiated(
                key.reference(), url == null ? settings.redirects().landingUrl(token) : url));
    }

    private Answer capture(Change change, PaymentKey key) {
        JsonNode request = body(change, EcomSchemas.MODIFICATION);
        Order order = own(change, key, request);
        Payment payment = order.payment();
        EcomRules.refuseIf(isOver(payment), EcomErrors.NOT_ALLOWED);
        payment.capture(wanted(request, payment.capturable()), requestId(change), clock.instant());
        order.says(request);
        return done(EcomJson.captured(payment, order.ecom()));
    }

    private Answer refund(Change change, PaymentKey key) {
        JsonNode request = body(change, EcomSchemas.MODIFICATION);
        Order order = own(change, key, request);
        Payment payment = order.payment();
        SimulatedPayment now = payment.snapshot();
        if (now.captured() == 0) {
            throw Refusal.ecom(now.cancelled() > 0 ? EcomErrors.CANCELLED : EcomErrors.ONLY_RESERVED);
        }
        long amount = wanted(request, now.captured() - now.refunded());
        EPaymentApi.requireRefundable(change.unit(), amount, settings.testEnvironment());
        payment.refund(amount, requestId(change), clock.instant());
        order.says(request);
        return done(EcomJson.refunded(payment, order.ecom()));
    }

    /** Nothing, null and 0 ask for all that is left. Of nothing that is left, even the least is too much. */
    private static long wanted(JsonNode request, long left) {
        long asked = request.path("transaction").path("amount").longValue();
        return asked == 0 ? Math.max(left, 1) : asked;
    }

    private Answer cancel(Change change, PaymentKey key) {
        JsonNode request = body(change, EcomSchemas.CANCEL);
        Order order = own(change, key, request);
        Payment payment = order.payment();
        boolean releases = request.path("shouldReleaseRemainingFunds").booleanValue();
        EcomRules.refuseIf(payment.snapshot().captured() > 0 && !releases, EcomErrors.CAPTURED);
        payment.cancel(false, null, clock.instant());
        order.says(request);
        return done(EcomJson.cancelled(payment, order.ecom()));
    }

    private Answer forceApprove(Change change, PaymentKey key) {
        JsonNode request = change.body(EcomSchemas.FORCE_APPROVE);
        Order order = existing(key);
        Payment payment = order.payment();
        String token = request.path("token").asText(payment.token());
        if (!token.equals(payment.token())) {
            throw Refusal.field("token", "is not that of the order's url");
        }
        EcomRules.refuseIf(payment.isExpress() || order.ecom().skipsLandingPage(), EcomErrors.NOT_ALLOWED);
        if (payment.state() == SimulatedState.AUTHORIZED) {
            throw Refusal.code(6230);
        }
        EcomRules.refuseIf(isOver(payment), EcomErrors.NOT_ALLOWED);
        ObjectNode naming = Json.object();
        if (request.has("customerPhoneNumber")) {
            naming.putObject("customer")
                    .put(
                            "phoneNumber",
                            EcomRules.phoneNumber(
                                    request.path("customerPhoneNumber").textValue()));
        }
        app.force(payment, naming);
        return Answer.empty(200);
    }

    /** Whether it ended without having been reserved. */
    private static boolean isOver(Payment payment) {
        return payment.state() != SimulatedState.CREATED && payment.state() != SimulatedState.AUTHORIZED;
    }

    private static String requestId(Change change) {
        String requestId = change.idempotencyKey();
        return requestId == null ? "" : requestId;
    }

    /** The order, if the body names the sales unit whose it is. */
    private Order own(Change change, PaymentKey key, JsonNode request) {
        EcomRules.refuseIf(!EcomRules.isOf(change.unit(), request), EcomErrors.UNKNOWN_ORDER);
        return existing(key);
    }

    private Order existing(PaymentKey key) {
        Payment payment = book.find(key);
        EcomOrder order = payment == null ? null : payment.ecom();
        if (payment == null || order == null) {
            throw Refusal.ecom(EcomErrors.UNKNOWN_ORDER);
        }
        return new Order(payment, order);
    }

    private static Answer done(JsonNode body) {
        return Answer.json(200, EcomJson.MEDIA_TYPE, body);
    }
}
