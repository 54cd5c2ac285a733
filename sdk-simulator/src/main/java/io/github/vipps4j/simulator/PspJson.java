package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** The answers of PSP v3, and what an init request says in the words of ePayment's create. */
final class PspJson {
    static final String MEDIA_TYPE = "application/json;charset=UTF-8";

    private static final DateTimeFormatter WITH_OFFSET =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'+00:00'").withZone(ZoneOffset.UTC);

    private PspJson() {}

    /** Minor units, from a number or a string of digits. */
    static long amount(JsonNode request) {
        return request.path("amount").asLong();
    }

    static ObjectNode inEPayment(JsonNode request) {
        ObjectNode terms = Json.object();
        terms.putObject("amount").put("currency", Market.NO.currency()).put("value", amount(request));
        terms.putObject("paymentMethod").put("type", "CARD_PASSTHROUGH");
        terms.set("reference", request.path("merchantOrderId"));
        terms.put("userFlow", userFlow(request));
        terms.set("returnUrl", request.path("pspRedirectUrl"));
        if (request.has("paymentText")) {
            terms.set("paymentDescription", request.path("paymentText"));
        }
        JsonNode number = request.path("customerMobileNumber");
        if (number.isTextual()) {
            terms.set("customer", customer(number.textValue()));
        }
        return terms;
    }

    /** @param number 8 digits */
    static ObjectNode customer(String number) {
        return Json.object().put("phoneNumber", "47" + number);
    }

    private static String userFlow(JsonNode request) {
        if (request.path("skipLandingPage").booleanValue()) {
            return "PUSH_MESSAGE";
        }
        return request.path("isApp").booleanValue() ? "NATIVE_REDIRECT" : "WEB_REDIRECT";
    }

    static ObjectNode initiated(JsonNode request, String url) {
        ObjectNode body = Json.object();
        body.set("pspTransactionId", request.path("pspTransactionId"));
        body.set("merchantOrderId", request.path("merchantOrderId"));
        return body.put("vippsRedirectUrl", url);
    }

    static ObjectNode updated() {
        ObjectNode body = Json.object();
        body.putObject("responseInfo").put("responseCode", "9000").put("responseMessage", "SUCCESS");
        return body;
    }

    static ObjectNode details(PaymentKey key, PspReports reports) {
        ObjectNode body = Json.object()
                .put("pspTransactionId", reports.pspTransactionId())
                .put("merchantOrderId", key.reference());
        body.putObject("transactionSummary")
                .put("capturedAmount", reports.captured())
                .put("remainingAmountToCapture", reports.toCapture())
                .put("refundedAmount", reports.refunded())
                .put("remainingAmountToRefund", reports.toRefund());
        ArrayNode history = body.putArray("transactionLogHistory");
        for (PspReports.Entry entry : reports.history()) {
            ObjectNode one = history.addObject().put("amount", entry.amount());
            if (entry.paymentText() != null) {
                one.put("paymentText", entry.paymentText());
            }
            one.put("timeStamp", WITH_OFFSET.format(entry.at()))
                    .put("operation", entry.operation())
                    .put("operationSuccess", entry.success());
        }
        return body;
    }
}
