package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Says what an initiate request of eCom 2.0.3 says in the words of ePayment's create: what the customer, the bank and
 * ePayment know of a payment is the same whichever API made it.
 */
final class EcomTerms {
    private EcomTerms() {}

    static ObjectNode inEPayment(JsonNode request) {
        JsonNode merchant = request.path("merchantInfo");
        JsonNode transaction = request.path("transaction");
        ObjectNode terms = Json.object();
        terms.putObject("amount")
                .put("currency", Market.NO.currency())
                .put("value", transaction.path("amount").longValue());
        terms.putObject("paymentMethod").put("type", "WALLET");
        terms.set("reference", transaction.path("orderId"));
        terms.put("userFlow", userFlow(merchant, transaction));
        terms.set("paymentDescription", transaction.path("transactionText"));
        JsonNode number = request.path("customerInfo").path("mobileNumber");
        if (number.isTextual()) {
            terms.putObject("customer").put("phoneNumber", EcomRules.phoneNumber(number.textValue()));
        }
        if (EcomRules.isExpress(request)) {
            terms.putObject("profile").put("scope", "name address email phoneNumber");
            terms.set("shipping", shipping(merchant, transaction));
        } else if (transaction.has("scope")) {
            terms.putObject("profile").set("scope", transaction.path("scope"));
        }
        return terms;
    }

    private static String userFlow(JsonNode merchant, JsonNode transaction) {
        if (transaction.path("skipLandingPage").booleanValue()) {
            return "PUSH_MESSAGE";
        }
        return merchant.path("isApp").booleanValue() ? "NATIVE_REDIRECT" : "WEB_REDIRECT";
    }

    private static ObjectNode shipping(JsonNode merchant, JsonNode transaction) {
        ObjectNode shipping = Json.object();
        if (merchant.has("staticShippingDetails")) {
            shipping.set("fixedOptions", groups(merchant.path("staticShippingDetails")));
            return shipping;
        }
        ObjectNode dynamic = shipping.putObject("dynamicOptions")
                .put(
                        "callbackUrl",
                        merchant.path("shippingDetailsPrefix").textValue()
                                + EcomOrder.path(transaction.path("orderId").textValue())
                                + "/shippingDetails");
        if (merchant.has("authToken")) {
            dynamic.set("callbackAuthorizationToken", merchant.path("authToken"));
        }
        return shipping;
    }

    /** Kroner become minor units; eCom knows neither groups nor brands. */
    static ArrayNode groups(JsonNode methods) {
        ArrayNode groups = Json.array();
        ArrayNode options =
                groups.addObject().put("type", "OTHER").put("brand", "OTHER").putArray("options");
        for (JsonNode method : methods) {
            ObjectNode option = options.addObject();
            option.set("id", method.path("shippingMethodId"));
            option.set("name", method.path("shippingMethod"));
            option.putObject("amount")
                    .put("currency", Market.NO.currency())
                    .put(
                            "value",
                            method.path("shippingCost")
                                    .decimalValue()
                                    .movePointRight(2)
                                    .longValueExact());
            option.put("isDefault", method.path("isDefault").asText().equals("Y"));
            if (method.has("priority")) {
                option.set("priority", method.path("priority"));
            }
        }
        return groups;
    }
}
