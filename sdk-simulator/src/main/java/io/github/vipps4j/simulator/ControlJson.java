package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * How payments, requests, shipping questions, sales units, partners, payment service providers and faults look over HTTP
 * control.
 */
final class ControlJson {
    private ControlJson() {}

    static ObjectNode payment(SimulatedPayment payment) {
        ObjectNode json = Json.object()
                .put("merchantSerialNumber", payment.merchantSerialNumber())
                .put("reference", payment.reference())
                .put("state", payment.state().name())
                .put("currency", payment.currency())
                .put("amount", payment.amount())
                .put("authorized", payment.authorized())
                .put("captured", payment.captured())
                .put("cancelled", payment.cancelled())
                .put("refunded", payment.refunded())
                .put("redirectUrl", payment.redirectUrl());
        ArrayNode events = json.putArray("events");
        for (SimulatedPayment.Event event : payment.events()) {
            events.addObject()
                    .put("name", event.name())
                    .put("amount", event.amount())
                    .put("pspReference", event.pspReference())
                    .put("timestamp", event.timestamp().toString())
                    .put("idempotencyKey", event.idempotencyKey());
        }
        return json;
    }

    static ObjectNode request(ReceivedRequest request) {
        ObjectNode json = Json.object()
                .put(
                        "operation",
                        request.operation() == null ? null : request.operation().name())
                .put("method", request.method())
                .put("path", request.path());
        ObjectNode headers = json.putObject("headers");
        request.headers().forEach(headers::put);
        return json.put("body", request.body()).put("status", request.status());
    }

    static ObjectNode shippingQuestion(ShippingQuestion question) {
        ObjectNode json = Json.object()
                .put("merchantSerialNumber", question.merchantSerialNumber())
                .put("reference", question.reference())
                .put("url", question.url())
                .put("status", question.status())
                .put("problem", question.problem())
                .put("at", question.at().toString());
        ObjectNode headers = json.putObject("headers");
        question.headers().forEach(headers::put);
        return json.put("body", question.body());
    }

    static ObjectNode callback(CallbackDelivery delivery) {
        return Json.object()
                .put("kind", delivery.kind().name())
                .put("merchantSerialNumber", delivery.merchantSerialNumber())
                .put("orderId", delivery.orderId())
                .put("path", delivery.path())
                .put("told", delivery.told())
                .put("status", delivery.status())
                .put("at", delivery.at().toString());
    }

    /** Without the secret keys. */
    static ObjectNode salesUnit(SalesUnit unit) {
        ObjectNode json = Json.object()
                .put("merchantSerialNumber", unit.merchantSerialNumber())
                .put("market", unit.market().name())
                .put("clientId", unit.clientId());
        ArrayNode features = json.putArray("features");
        unit.features().forEach(feature -> features.add(feature.name()));
        return unit.isBlocked() ? json.put("blocked", true) : json;
    }

    static SalesUnit salesUnit(ControlBody body) {
        SalesUnit.Builder unit = SalesUnit.builder(body.requiredText("merchantSerialNumber"));
        if (body.has("market")) {
            unit.market(body.requiredEnum("market", Market.class));
        }
        if (body.has("clientId") || body.has("clientSecret")) {
            unit.client(body.requiredText("clientId"), body.requiredText("clientSecret"));
        }
        if (body.has("primarySubscriptionKey") || body.has("secondarySubscriptionKey")) {
            unit.subscriptionKeys(
                    body.requiredText("primarySubscriptionKey"), body.requiredText("secondarySubscriptionKey"));
        }
        List<Feature> features = body.enums("features", Feature.class);
        if (body.has("features")) {
            unit.without(Feature.values()).with(features.toArray(Feature[]::new));
        }
        if (body.bool("blocked", false)) {
            unit.blocked();
        }
        body.requireNothingElse();
        return unit.build();
    }

    /** Without the secret keys. */
    static ObjectNode partner(Partner partner) {
        ObjectNode json = Json.object().put("name", partner.name());
        ArrayNode served = json.putArray("merchantSerialNumbers");
        partner.merchantSerialNumbers().forEach(served::add);
        return json.put("clientId", partner.clientId());
    }

    static Partner partner(ControlBody body) {
        Partner partner = Partner.of(
                body.requiredText("name"), body.texts("merchantSerialNumbers").toArray(String[]::new));
        body.requireNothingElse();
        return partner;
    }

    /** Without the secret keys. */
    static ObjectNode paymentServiceProvider(PaymentServiceProvider psp) {
        ObjectNode json = Json.object().put("name", psp.name()).put("pspId", psp.pspId());
        ArrayNode served = json.putArray("merchantSerialNumbers");
        psp.merchantSerialNumbers().forEach(served::add);
        return json.put("clientId", psp.clientId());
    }

    static PaymentServiceProvider paymentServiceProvider(ControlBody body) {
        PaymentServiceProvider psp = PaymentServiceProvider.of(
                body.requiredText("name"), body.texts("merchantSerialNumbers").toArray(String[]::new));
        body.requireNothingElse();
        return psp;
    }

    static SimulatedAddress address(ControlBody body) {
        return new SimulatedAddress(
                body.requiredText("addressLine1"),
                body.text("addressLine2"),
                body.requiredText("postCode"),
                body.requiredText("city"),
                body.requiredText("country"));
    }

    /** A fault by the name of its method in {@link Fault}. */
    static Fault fault(ControlBody body) {
        String name = body.requiredText("fault");
        return switch (name) {
            case "answerLost" -> Fault.answerLost();
            case "closedBeforeActing" -> Fault.closedBeforeActing();
            case "delay" -> Fault.delay(body.requiredDuration("delay"));
            case "locked" -> Fault.locked();
            case "lockedAfterActing" -> Fault.lockedAfterActing();
            case "ecomError" -> Fault.ecomError(body.requiredText("group"), body.requiredText("code"));
            case "pspError" -> Fault.pspError(body.requiredText("code"));
            case "tooManyRequests" ->
                body.has("retryAfter")
                        ? Fault.tooManyRequests(body.requiredDuration("retryAfter"))
                        : Fault.tooManyRequests();
            case "serverError" -> Fault.serverError(body.requiredInt("status"));
            case "serverErrorAfterActing" -> Fault.serverErrorAfterActing(body.requiredInt("status"));
            case "tokenRevoked" -> Fault.tokenRevoked();
            case "emptyBody" -> Fault.emptyBody(body.requiredInt("status"));
            case "errorCode" -> Fault.errorCode(body.requiredInt("code"));
            case "truncated" -> Fault.truncated();
            case "html" -> Fault.html();
            default -> throw ControlBody.wrong("fault", "there is no fault " + name);
        };
    }
}
