package io.github.vipps4j.psp;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.support.Json;
import java.util.List;

/** Request bodies of PSP API v3. What is not set is left out. */
final class Requests {
    private Requests() {}

    static byte[] init(InitPayment request) {
        ObjectNode body = Json.object()
                .put("pspTransactionId", request.pspTransactionId())
                .put("merchantOrderId", request.merchantOrderId())
                .put("amount", request.amount().value())
                .put("currency", request.amount().currency().code())
                .put("pspRedirectUrl", request.pspRedirectUrl())
                .put("makePaymentUrl", request.makePaymentUrl());
        Json.putIfSet(body, "makePaymentToken", request.makePaymentToken());
        Json.putIfSet(body, "customerMobileNumber", request.customerMobileNumber());
        Json.putIfSet(body, "paymentText", request.paymentText());
        if (request.isApp()) {
            body.put("isApp", true);
        }
        if (request.skipLandingPage()) {
            body.put("skipLandingPage", true);
        }
        Json.putIfSet(body, "merchantAgreementUrl", request.merchantAgreementUrl());
        return Json.bytes(body);
    }

    static byte[] updateStatus(List<StatusUpdate> updates) {
        ObjectNode body = Json.object();
        ArrayNode transactions = body.putArray("transactions");
        for (StatusUpdate update : updates) {
            ObjectNode transaction = Json.object()
                    .put("pspTransactionId", update.pspTransactionId())
                    .put("status", update.status().name())
                    .put("amount", update.amount().value())
                    .put("currency", update.amount().currency().code());
            Json.putIfSet(transaction, "paymentText", update.paymentText());
            transactions.add(transaction.put("operationStatus", update.success() ? "SUCCESS" : "FAILED"));
        }
        return Json.bytes(body);
    }

    static byte[] approval(String customerPhoneNumber, String token) {
        return Json.bytes(
                Json.object().put("customerPhoneNumber", customerPhoneNumber).put("token", token));
    }
}
