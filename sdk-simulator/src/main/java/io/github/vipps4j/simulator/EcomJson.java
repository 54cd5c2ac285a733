package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The answers of eCom 2.0.3, and what it tells the merchant. */
final class EcomJson {
    static final String MEDIA_TYPE = "application/json;charset=UTF-8";

    private static final DateTimeFormatter WITHOUT_ZONE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private EcomJson() {}

    static ObjectNode initiated(String orderId, String url) {
        return Json.object().put("orderId", orderId).put("url", url);
    }

    /** @param listsTimeOuts whether the history says that its time is over */
    static ObjectNode details(Payment payment, EcomOrder order, Instant now, boolean listsTimeOuts) {
        SimulatedPayment snapshot = payment.snapshot();
        ObjectNode body = Json.object().put("orderId", snapshot.reference());
        ArrayNode history = body.putArray("transactionLogHistory");
        List<SimulatedPayment.Event> events = snapshot.events();
        for (int i = events.size() - 1; i >= 0; i--) {
            SimulatedPayment.Event event = events.get(i);
            if (listsTimeOuts || !EcomStep.isTimeOut(event)) {
                history.add(entry(payment, order, event));
            }
        }
        if (hasReacted(snapshot.state())) {
            ObjectNode summary = summary(payment, snapshot);
            Approval approval = payment.approval();
            if (approval != null && approval.user().card() != SimulatedCard.NONE) {
                summary.put(
                        "bankIdentificationNumber",
                        Integer.parseInt(approval.user().card().bin()));
            }
            body.set("transactionSummary", summary);
        }
        EcomPersonalJson.putIn(body, payment, now);
        return body;
    }

    private static boolean hasReacted(SimulatedState state) {
        return state == SimulatedState.AUTHORIZED || state == SimulatedState.ABORTED;
    }

    private static ObjectNode entry(Payment payment, EcomOrder order, SimulatedPayment.Event event) {
        EcomStep step = EcomStep.of(payment, event);
        return Json.object()
                .put("operation", step.operation())
                .put("operationSuccess", step.success())
                .put("amount", event.amount())
                .put("transactionText", order.text(event))
                .put("requestId", event.idempotencyKey() == null ? "" : event.idempotencyKey())
                .put("timeStamp", time(event))
                .put("transactionId", event.pspReference());
    }

    /** The deprecated status. */
    static ObjectNode status(Payment payment) {
        SimulatedPayment.Event last = payment.lastEvent();
        ObjectNode body = Json.object().put("orderId", payment.key().reference());
        body.putObject("transactionInfo")
                .put("amount", last.amount())
                .put("status", EcomStep.of(payment, last).status())
                .put("timeStamp", time(last))
                .put("transactionId", last.pspReference());
        return body;
    }

    static ObjectNode captured(Payment payment, EcomOrder order) {
        return changed(payment, "transactionInfo", info(payment, order, "Captured"));
    }

    static ObjectNode cancelled(Payment payment, EcomOrder order) {
        ObjectNode info = info(payment, order, "Cancelled");
        if (payment.authorizedAt() == null) {
            // Nothing was reserved, so there is no transaction; that it is left out then is the simulator's choice.
            info.remove("transactionId");
        }
        return changed(payment, "transactionInfo", info);
    }

    /** Of another name than in the others, and with a time that has no zone. */
    static ObjectNode refunded(Payment payment, EcomOrder order) {
        ObjectNode info = info(payment, order, "Refund");
        info.put("timeStamp", WITHOUT_ZONE.format(payment.lastEvent().timestamp()));
        return changed(payment, "transaction", info);
    }

    private static ObjectNode info(Payment payment, EcomOrder order, String status) {
        SimulatedPayment.Event last = payment.lastEvent();
        return Json.object()
                .put("amount", last.amount())
                .put("status", status)
                .put("timeStamp", time(last))
                .put("transactionId", last.pspReference())
                .put("transactionText", order.text(last));
    }

    private static ObjectNode changed(Payment payment, String name, ObjectNode info) {
        ObjectNode body = Json.object().put("orderId", payment.key().reference());
        body.set(name, info);
        body.set("transactionSummary", summary(payment, payment.snapshot()));
        return body;
    }

    private static ObjectNode summary(Payment payment, SimulatedPayment now) {
        return Json.object()
                .put("capturedAmount", now.captured())
                .put("remainingAmountToCapture", payment.capturable())
                .put("refundedAmount", now.refunded())
                .put("remainingAmountToRefund", now.captured() - now.refunded());
    }

    /** @param msnAsNumber as in the guide's examples, instead of a string as in the specification */
    static ObjectNode callback(
            Payment payment, EcomOrder order, SimulatedPayment.Event event, String told, boolean msnAsNumber) {
        ObjectNode body = Json.object();
        String msn = payment.key().msn();
        if (msnAsNumber) {
            body.put("merchantSerialNumber", Long.parseLong(msn));
        } else {
            body.put("merchantSerialNumber", msn);
        }
        body.put("orderId", payment.key().reference());
        body.putObject("transactionInfo")
                .put("amount", event.amount())
                .put("status", told)
                .put("timeStamp", time(event))
                .put("transactionId", event.pspReference());
        EcomPersonalJson.putInCallback(body, payment);
        EcomError failure = order.failure();
        if (failure != null) {
            body.set("errorInfo", failure.json());
        }
        return body;
    }

    /** Minor units as kroner with two decimals. */
    static DecimalNode kroner(long minorUnits) {
        return DecimalNode.valueOf(BigDecimal.valueOf(minorUnits, 2));
    }

    private static String time(SimulatedPayment.Event event) {
        return WITHOUT_ZONE.format(event.timestamp()) + 'Z';
    }
}
