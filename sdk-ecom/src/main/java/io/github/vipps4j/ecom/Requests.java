package io.github.vipps4j.ecom;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.support.Json;
import io.github.vipps4j.core.support.Profiles;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Request bodies of eCom 2.0.3, and the answer to a call for shipping methods. What is not set is left out. */
final class Requests {
    private Requests() {}

    static byte[] initiate(InitiatePayment request, String msn) {
        ObjectNode body = Json.object();
        // required, if only as an empty object
        Json.putIfSet(body.putObject("customerInfo"), "mobileNumber", request.mobileNumber());
        // text: as a number the sales unit is answered with a 500
        ObjectNode merchant = body.putObject("merchantInfo").put("merchantSerialNumber", msn);
        merchant.put("callbackPrefix", request.callbackPrefix()).put("fallBack", request.fallBack());
        Json.putIfSet(merchant, "authToken", request.authToken());
        if (request.isApp()) {
            merchant.put("isApp", true);
        }
        if (request.express() != null) {
            express(merchant, request.express());
        }
        ObjectNode transaction = body.putObject("transaction")
                .put("orderId", request.orderId())
                .put("amount", request.amount().value())
                .put("transactionText", request.transactionText());
        if (request.skipLandingPage()) {
            transaction.put("skipLandingPage", true);
        }
        if (!request.scope().isEmpty()) {
            transaction.put("scope", Profiles.text(request.scope()));
        }
        if (request.additionalData() != null) {
            transaction.set("additionalData", Json.airlineData(request.additionalData()));
        }
        return Json.bytes(body);
    }

    private static void express(ObjectNode merchant, Express express) {
        merchant.put("paymentType", "eComm Express Payment")
                .put("consentRemovalPrefix", express.consentRemovalPrefix());
        if (express instanceof Express.Fixed fixed) {
            methods(merchant.putArray("staticShippingDetails"), fixed.staticShippingDetails());
        } else if (express instanceof Express.Dynamic dynamic) {
            merchant.put("shippingDetailsPrefix", dynamic.shippingDetailsPrefix());
        } else {
            throw new IllegalStateException("Express without a wire form: " + express);
        }
    }

    private static void methods(ArrayNode array, List<ShippingMethod> methods) {
        for (ShippingMethod method : methods) {
            ObjectNode json = array.addObject().put("isDefault", method.isDefault() ? "Y" : "N");
            if (method.priority() != null) {
                json.put("priority", method.priority());
            }
            json.put("shippingCost", method.shippingCost().kroner())
                    .put("shippingMethod", method.shippingMethod())
                    .put("shippingMethodId", method.shippingMethodId());
        }
    }

    /** The answer to a call for shipping methods. */
    static byte[] shippingDetails(ShippingDetailsRequest request, List<ShippingMethod> methods) {
        ObjectNode body = Json.object().put("addressId", request.addressId()).put("orderId", request.orderId());
        methods(body.putArray("shippingDetails"), methods);
        return Json.bytes(body);
    }

    /** Of a capture or a refund. @param amount null for all that remains, which is how this API says it */
    static byte[] captureOrRefund(String msn, @Nullable Amount amount, String transactionText) {
        ObjectNode body = of(msn);
        ObjectNode transaction = body.putObject("transaction");
        if (amount != null) {
            transaction.put("amount", amount.value());
        }
        transaction.put("transactionText", transactionText);
        return Json.bytes(body);
    }

    static byte[] cancel(String msn, String transactionText, boolean releaseRemainingFunds) {
        ObjectNode body = of(msn);
        body.putObject("transaction").put("transactionText", transactionText);
        if (releaseRemainingFunds) {
            body.put("shouldReleaseRemainingFunds", true);
        }
        return Json.bytes(body);
    }

    static byte[] approval(String customerPhoneNumber, String token) {
        return Json.bytes(
                Json.object().put("customerPhoneNumber", customerPhoneNumber).put("token", token));
    }

    private static ObjectNode of(String msn) {
        ObjectNode body = Json.object();
        body.putObject("merchantInfo").put("merchantSerialNumber", msn);
        return body;
    }
}
