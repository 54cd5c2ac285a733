package io.github.vipps4j.simulator;

import static io.github.vipps4j.simulator.Merchant.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A payment service provider that calls PSP v3: what it sends is written out here once for all tests. */
record PspShop(VippsSimulator simulator, Merchant psp) {
    static final String ACME_NAME = "acme-psp";
    static final String PAYMENTS = "/psp/v3/psppayments/";
    static final String TRANSACTION = "7686f7788898767977";
    static final String ORDER = "shop7-order-0042";
    static final String OK = answer("\"status\":\"OK\"");
    static final String FAIL = "{\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"FAIL\"},"
            + "\"errorMessage\":{\"errorId\":\"82\",\"errorText\":\"Refused by Issuer\"}}";

    static PaymentServiceProvider acme() {
        return PaymentServiceProvider.of(ACME_NAME, "654321", "111111");
    }

    /** The simulator gets the payment service provider. */
    static PspShop of(VippsSimulator simulator) {
        PaymentServiceProvider acme = acme();
        simulator.addPaymentServiceProvider(acme);
        return of(simulator, acme);
    }

    static PspShop of(VippsSimulator simulator, PaymentServiceProvider psp) {
        return new PspShop(simulator, keys(simulator, psp));
    }

    static Merchant keys(VippsSimulator simulator, PaymentServiceProvider psp) {
        return Merchant.of(simulator, psp).with("Psp-Id", psp.pspId()).with("Merchant-Serial-Number", "654321");
    }

    /** @param members of {@code paymentInfo} */
    static String answer(String members) {
        return "{\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\"," + members + "}}";
    }

    static String softDecline(String url) {
        return "{\"paymentInfo\":{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"SOFT_DECLINE\","
                + "\"url3dSecure\":\"" + url + "\"},"
                + "\"errorMessage\":{\"errorId\":1036,\"errorText\":\"Soft Decline\"}}";
    }

    /** The body of a NOK 249.00 payment. */
    static String tickets(String makePaymentUrl) {
        return """
                {"pspTransactionId":"7686f7788898767977",
                 "merchantOrderId":"shop7-order-0042",
                 "amount":24900,
                 "currency":"NOK",
                 "pspRedirectUrl":"https://psp.example.com/back",
                 "makePaymentUrl":"%s",
                 "makePaymentToken":"s3cr3t-token",
                 "paymentText":"Two concert tickets"}""".formatted(makePaymentUrl);
    }

    static String tickets(PspEndpoint endpoint) {
        return tickets(endpoint.url("/vipps/makepayment"));
    }

    HttpResponse<String> init(String body) {
        return psp.post(PAYMENTS + "init", body);
    }

    /** The token of the URL that the customer is sent to. */
    String initToken(String body) {
        String url = tree(init(body).body()).path("vippsRedirectUrl").textValue();
        return url.substring(url.indexOf("token=") + "token=".length());
    }

    HttpResponse<String> details(String pspTransactionId) {
        return psp.get(PAYMENTS + pspTransactionId + "/details");
    }

    JsonNode details() {
        return tree(details(TRANSACTION).body());
    }

    /** @param transactions JSON, one or more */
    HttpResponse<String> update(String transactions) {
        return psp.post(PAYMENTS + "updatestatus", "{\"transactions\":[" + transactions + "]}");
    }

    static String report(String status, long amount) {
        return "{\"pspTransactionId\":\"7686f7788898767977\",\"status\":\"" + status + "\",\"amount\":" + amount + "}";
    }

    HttpResponse<String> forceApprove(String token) {
        return psp.post(
                "/psp/v3/integration-test/psppayments/" + TRANSACTION + "/approve",
                "{\"customerPhoneNumber\":\"91234567\",\"token\":\"" + token + "\"}");
    }

    void awaitIdle() {
        simulator.pspCalls().awaitIdle(Duration.ofSeconds(10));
    }

    /** Status, and code and message of each error, such as {@code "400 amount: amount.less.than.one;"}. */
    static String errors(HttpResponse<String> answer) {
        StringBuilder all = new StringBuilder().append(answer.statusCode());
        for (JsonNode error : tree(answer.body())) {
            all.append(' ')
                    .append(error.path("errorCode").asText("-"))
                    .append(": ")
                    .append(error.path("errorMessage").asText())
                    .append(';');
        }
        return all.toString();
    }
}
