package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The answers and the webhook payload of ePayment 1.8.1. */
final class EPaymentJson {
    private static final DateTimeFormatter WITH_Z =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+00:00'").withZone(ZoneOffset.UTC);

    private EPaymentJson() {}

    static ObjectNode created(SimulatedPayment payment) {
        ObjectNode body = Json.object();
        if (payment.redirectUrl() != null) {
            body.put("redirectUrl", payment.redirectUrl());
        }
        return body.put("reference", payment.reference());
    }

    static ObjectNode payment(Payment payment, Instant time) {
        SimulatedPayment now = payment.snapshot();
        ObjectNode body = Json.object();
        body.set("aggregate", aggregate(now));
        body.set("amount", amount(now, now.amount()));
        body.put("state", now.state().name());
        ObjectNode method = body.putObject("paymentMethod")
                .put(
                        "type",
                        payment.request().path("paymentMethod").path("type").textValue());
        Approval approval = payment.approval();
        if (approval != null && approval.user().card() != SimulatedCard.NONE) {
            method.put("cardBin", approval.user().card().bin());
        }
        ObjectNode profile = body.putObject("profile");
        SimulatedUser shared = payment.profile(time);
        if (shared != null) {
            profile.put("sub", shared.sub());
        }
        body.put("pspReference", pspReference(now)).put("reference", now.reference());
        if (now.redirectUrl() != null) {
            body.put("redirectUrl", now.redirectUrl());
        }
        if (payment.request().hasNonNull("metadata")) {
            body.set("metadata", payment.request().path("metadata"));
        }
        putPersonal(body, payment, time);
        Instant guaranteed = payment.captureGuaranteedUntil();
        if (guaranteed != null) {
            body.put("captureGuaranteedUntil", WITH_OFFSET.format(guaranteed));
        }
        return body;
    }

    static ArrayNode events(SimulatedPayment payment) {
        ArrayNode log = Json.array();
        for (SimulatedPayment.Event event : payment.events()) {
            ObjectNode entry = log.addObject()
                    .put("reference", payment.reference())
                    .put("pspReference", event.pspReference())
                    .put("name", event.name());
            entry.set("amount", amount(payment, event.amount()));
            entry.put("timestamp", WITH_Z.format(event.timestamp()));
            if (event.idempotencyKey() != null) {
                entry.put("idempotencyKey", event.idempotencyKey());
            }
            entry.put("success", true);
        }
        return log;
    }

    /** What a webhook tells of an event that has just happened. */
    static ObjectNode webhook(Payment payment, SimulatedPayment.Event event) {
        SimulatedPayment now = payment.snapshot();
        ObjectNode body = Json.object()
                .put("msn", now.merchantSerialNumber())
                .put("reference", now.reference())
                .put("pspReference", event.pspReference())
                .put("name", event.name());
        body.set("amount", amount(now, event.amount()));
        body.put("timestamp", WITH_Z.format(event.timestamp()));
        if (event.idempotencyKey() != null) {
            body.put("idempotencyKey", event.idempotencyKey());
        }
        body.put("success", true);
        if (event.name().equals("AUTHORIZED")) {
            putAuthorized(body, payment, event.timestamp());
        }
        return body;
    }

    private static void putAuthorized(ObjectNode body, Payment payment, Instant time) {
        putPersonal(body, payment, time);
        SimulatedUser shared = payment.profile(time);
        if (shared != null) {
            body.put("sub", shared.sub());
        }
        Instant guaranteed = payment.captureGuaranteedUntil();
        if (guaranteed != null) {
            body.put("captureGuaranteedUntil", WITH_OFFSET.format(guaranteed));
        }
    }

    private static void putPersonal(ObjectNode body, Payment payment, Instant time) {
        Approval approval = payment.approval();
        if (approval != null && approval.delivery() != null) {
            body.set("shippingDetails", PersonalJson.shippingDetails(approval.delivery()));
        }
        SimulatedUser shared = payment.profile(time);
        if (shared != null) {
            body.set("userDetails", PersonalJson.userDetails(shared, CreateRules.scopes(payment.request())));
        }
    }

    /** The answer to capture, refund and cancel. */
    static ObjectNode modified(SimulatedPayment payment) {
        ObjectNode body = Json.object();
        body.set("amount", amount(payment, payment.amount()));
        body.put("state", payment.state().name());
        body.set("aggregate", aggregate(payment));
        return body.put("pspReference", pspReference(payment)).put("reference", payment.reference());
    }

    private static ObjectNode aggregate(SimulatedPayment payment) {
        ObjectNode aggregate = Json.object();
        aggregate.set("authorizedAmount", amount(payment, payment.authorized()));
        aggregate.set("cancelledAmount", amount(payment, payment.cancelled()));
        aggregate.set("capturedAmount", amount(payment, payment.captured()));
        aggregate.set("refundedAmount", amount(payment, payment.refunded()));
        return aggregate;
    }

    private static ObjectNode amount(SimulatedPayment payment, long minorUnits) {
        return Json.object().put("currency", payment.currency()).put("value", minorUnits);
    }

    /** Answers carry the reference of the CREATED event; only the event log has those of the others. */
    private static String pspReference(SimulatedPayment payment) {
        return payment.events().get(0).pspReference();
    }
}
