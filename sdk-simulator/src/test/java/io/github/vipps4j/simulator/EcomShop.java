package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;

/** A merchant that calls eCom: what it sends is written out here once for all tests. */
record EcomShop(Merchant merchant) {
    static final String PAYMENTS = "/ecomm/v2/payments";

    static EcomShop of(VippsSimulator simulator) {
        return new EcomShop(Merchant.of(simulator));
    }

    static EcomShop of(VippsSimulator simulator, SalesUnit unit) {
        return new EcomShop(Merchant.of(simulator, unit));
    }

    /** The body of a NOK 499.00 payment. */
    static String socks(String orderId) {
        return """
                {"customerInfo":{"mobileNumber":"91234567"},
                 "merchantInfo":{"merchantSerialNumber":"654321",
                   "callbackPrefix":"https://shop.example/callbacks",
                   "fallBack":"https://shop.example/return?order=42",
                   "authToken":"shop-token"},
                 "transaction":{"orderId":"%s","amount":49900,"transactionText":"One pair of socks"}}""".formatted(orderId);
    }

    /** The same with callbacks to a receiver. */
    static String socks(String orderId, Receiver receiver) {
        return socks(orderId).replace("https://shop.example/callbacks", receiver.url("/callbacks"));
    }

    /** The body with more members of the merchant, such as {@code "isApp":true}. */
    static String withMerchant(String body, String members) {
        return body.replace("\"authToken\":", members + ",\"authToken\":");
    }

    /** The body with more members of the transaction, such as {@code "scope":"name"}. */
    static String withTransaction(String body, String members) {
        return body.replace("\"orderId\":", members + ",\"orderId\":");
    }

    HttpResponse<String> initiate(String body) {
        return merchant.post(PAYMENTS, body);
    }

    HttpResponse<String> order(String orderId) {
        return initiate(socks(orderId));
    }

    /** @param amount JSON, such as {@code 100}, {@code null} or {@code 0}; empty for none */
    HttpResponse<String> capture(String orderId, String amount, String requestId) {
        return requestId(requestId).post(path(orderId, "capture"), modification("Sent", amount));
    }

    HttpResponse<String> refund(String orderId, String amount, String requestId) {
        return requestId(requestId).post(path(orderId, "refund"), modification("Returned", amount));
    }

    HttpResponse<String> cancel(String orderId) {
        return merchant.send("PUT", path(orderId, "cancel"), modification("Sold out", ""));
    }

    HttpResponse<String> release(String orderId) {
        return merchant.send(
                "PUT",
                path(orderId, "cancel"),
                Merchant.plus(modification("Rest sold out", ""), "\"shouldReleaseRemainingFunds\":true"));
    }

    HttpResponse<String> details(String orderId) {
        return merchant.get(path(orderId, "details"));
    }

    JsonNode read(String orderId) {
        return tree(details(orderId).body());
    }

    /** The operations of the history, newest first. */
    String history(String orderId) {
        return String.join(" ", read(orderId).path("transactionLogHistory").findValuesAsText("operation"));
    }

    Merchant requestId(String requestId) {
        return merchant.with("X-Request-Id", requestId);
    }

    static String modification(String text, String amount) {
        return "{\"merchantInfo\":{\"merchantSerialNumber\":\"654321\"},\"transaction\":{\"transactionText\":\"" + text
                + "\"" + (amount.isEmpty() ? "" : ",\"amount\":" + amount) + "}}";
    }

    static String path(String orderId, String step) {
        return PAYMENTS + "/" + orderId + "/" + step;
    }

    /** Status, group and code of each error, such as {@code "400 Payment 61"}. */
    static String errors(HttpResponse<String> answer) {
        StringBuilder all = new StringBuilder().append(answer.statusCode());
        for (JsonNode error : tree(answer.body())) {
            all.append(' ')
                    .append(error.path("errorGroup").asText())
                    .append(' ')
                    .append(error.path("errorCode").asText());
        }
        return all.toString();
    }
}
