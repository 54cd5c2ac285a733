package io.github.vipps4j.epayment;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.Profiles;
import io.github.vipps4j.core.support.Receipts;
import java.util.TreeMap;

/** Request bodies of ePayment 1.8.1. What is not set is left out: the API refuses unknown fields and nulls. */
final class Requests {
    private Requests() {}

    static byte[] create(CreatePayment request) {
        ObjectNode body = Json.object();
        body.set("amount", Json.amount(request.amount()));
        body.set("paymentMethod", paymentMethod(request.paymentMethod()));
        if (request.paymentMethod() instanceof PaymentMethod.Passthrough passthrough) {
            body.set("cardPassthrough", cardPassthrough(passthrough.cardPassthrough()));
        }
        if (request.customer() != null) {
            body.set("customer", customer(request.customer()));
        }
        body.put("reference", request.reference());
        flow(body, request.userFlow());
        Json.putIfSet(body, "paymentDescription", request.paymentDescription());
        if (request.customerInteraction() != null) {
            body.put("customerInteraction", request.customerInteraction().name());
        }
        if (request.minimumUserAge() != null) {
            body.put("minimumUserAge", request.minimumUserAge());
        }
        if (!request.profileScope().isEmpty()) {
            body.putObject("profile").put("scope", Profiles.text(request.profileScope()));
        }
        if (request.expiresAt() != null) {
            body.put("expiresAt", request.expiresAt().toString());
        }
        if (request.receipt() != null) {
            body.set("receipt", Receipts.json(request.receipt()));
        }
        Json.putIfSet(body, "receiptUrl", request.receiptUrl());
        if (!request.metadata().isEmpty()) {
            ObjectNode metadata = body.putObject("metadata");
            // sorted, for Map.of has another order in every process, and the key stands for the very same bytes
            new TreeMap<>(request.metadata()).forEach(metadata::put);
        }
        if (request.shipping() != null) {
            body.set("shipping", ShippingJson.shipping(request.shipping()));
        }
        if (request.airlineData() != null) {
            body.putObject("industryData").set("airlineData", Json.airlineData(request.airlineData()));
        }
        return Json.bytes(body);
    }

    private static ObjectNode paymentMethod(PaymentMethod method) {
        if (method instanceof PaymentMethod.Card) {
            return Json.object().put("type", "CARD");
        }
        if (method instanceof PaymentMethod.Wallet wallet) {
            ObjectNode json = Json.object().put("type", "WALLET");
            if (!wallet.blockedSources().isEmpty()) {
                ArrayNode blocked = json.putArray("blockedSources");
                wallet.blockedSources().forEach(source -> blocked.add(source.name()));
            }
            return json;
        }
        if (method instanceof PaymentMethod.Passthrough) {
            return Json.object().put("type", "CARD_PASSTHROUGH");
        }
        throw new IllegalStateException("a payment method without a wire form: " + method);
    }

    private static ObjectNode cardPassthrough(CardPassthrough passthrough) {
        ObjectNode json = Json.object()
                .put("pspReference", passthrough.pspReference())
                .put("cardCallbackUrl", passthrough.cardCallbackUrl());
        ArrayNode types = json.putArray("allowedCardTypes");
        passthrough.allowedCardTypes().forEach(type -> types.add(type.name()));
        json.put("preferVisaPartOfVisaDankort", passthrough.preferVisaPartOfVisaDankort());
        Json.putIfSet(json, "publicEncryptionKeyId", passthrough.publicEncryptionKeyId());
        return json;
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
            body.set("qrFormat", qrFormat(qr.qrFormat()));
            Json.putIfSet(body, "returnUrl", qr.returnUrl());
        } else {
            throw new IllegalStateException("a user flow without a wire form: " + flow);
        }
    }

    private static ObjectNode qrFormat(QrFormat format) {
        if (format instanceof QrFormat.Svg) {
            return Json.object().put("format", "IMAGE/SVG+XML");
        }
        if (format instanceof QrFormat.Png png) {
            ObjectNode json = Json.object().put("format", "IMAGE/PNG");
            return png.size() == null ? json : json.put("size", png.size());
        }
        if (format instanceof QrFormat.TargetUrl) {
            return Json.object().put("format", "TEXT/TARGETURL");
        }
        throw new IllegalStateException("a QR format without a wire form: " + format);
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
        if (customer instanceof Customer.PersonalQr qr) {
            return Json.object().put("personalQr", qr.personalQr());
        }
        if (customer instanceof Customer.CustomerToken token) {
            return Json.object().put("customerToken", token.customerToken());
        }
        throw new IllegalStateException("a customer without a wire form");
    }
}
