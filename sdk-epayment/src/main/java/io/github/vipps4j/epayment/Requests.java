package io.github.vipps4j.epayment;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.support.Json;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Request bodies of ePayment 1.8.1. What is not set is left out: the API refuses unknown fields and nulls. */
final class Requests {
    private Requests() {}

    static byte[] create(CreatePayment request) {
        ObjectNode body = Json.object();
        body.set("amount", Json.amount(request.amount()));
        body.set("paymentMethod", Json.object().put("type", "WALLET"));
        if (request.customer() != null) {
            body.set("customer", customer(request.customer()));
        }
        body.put("reference", request.reference());
        flow(body, request.userFlow());
        putIfSet(body, "paymentDescription", request.paymentDescription());
        if (request.customerInteraction() != null) {
            body.put("customerInteraction", request.customerInteraction().name());
        }
        if (!request.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            // sorted, for Map.of has another order in every process, and the key stands for the very same bytes
            new TreeMap<>(request.metadata()).forEach(metadata::put);
        }
        return Json.bytes(body);
    }

    private static void flow(ObjectNode body, UserFlow flow) {
        if (flow instanceof UserFlow.WebRedirect web) {
            body.put("userFlow", "WEB_REDIRECT").put("returnUrl", web.returnUrl());
        } else if (flow instanceof UserFlow.NativeRedirect app) {
            body.put("userFlow", "NATIVE_REDIRECT").put("returnUrl", app.returnUrl());
        } else if (flow instanceof UserFlow.PushMessage) {
            body.put("userFlow", "PUSH_MESSAGE");
        } else if (flow instanceof UserFlow.Qr qr) {
            body.put("userFlow", "QR");
            // one source calls it required, another optional with this default: sent, both are content
            body.putObject("qrFormat").put("format", "IMAGE/SVG+XML");
            putIfSet(body, "returnUrl", qr.returnUrl());
        } else {
            throw new IllegalStateException("a user flow without a wire form: " + flow);
        }
    }

    /** Of a capture or a refund. */
    static byte[] modification(Amount amount) {
        ObjectNode body = Json.object();
        body.set("modificationAmount", Json.amount(amount));
        return Json.bytes(body);
    }

    static byte[] approval(Customer customer) {
        ObjectNode body = Json.object();
        body.set("customer", customer(customer));
        return Json.bytes(body);
    }

    static byte[] approval(String token) {
        return Json.bytes(Json.object().put("token", token));
    }

    private static ObjectNode customer(Customer customer) {
        if (customer instanceof Customer.PhoneNumber phone) {
            return Json.object().put("phoneNumber", phone.phoneNumber());
        }
        throw new IllegalStateException("a customer without a wire form");
    }

    private static void putIfSet(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
