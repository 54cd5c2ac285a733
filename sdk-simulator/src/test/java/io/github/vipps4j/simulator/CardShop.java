package io.github.vipps4j.simulator;

import java.net.http.HttpResponse;

/** A payment service provider that passes cards through in ePayment. */
record CardShop(Merchant psp) {
    static final String REFERENCE = "shop7-order-20260701-0044";
    static final String RESERVE = "{\"status\":\"RESERVE\",\"networkTransactionReference\":\"ntr-1\"}";
    static final String FAIL = "{\"status\":\"FAIL\",\"errorCode\":300,\"errorMessage\":\"Refused by Issuer\"}";

    /** The simulator gets the payment service provider. */
    static CardShop of(VippsSimulator simulator) {
        simulator.addPaymentServiceProvider(PspShop.acme());
        return new CardShop(PspShop.keys(simulator, PspShop.acme()));
    }

    static String softDecline(String url) {
        return "{\"status\":\"SOFT_DECLINE\",\"softDeclineUrl\":\"" + url + "\"}";
    }

    /** The body of a DKK 125.00 payment. */
    static String body(String callbackUrl) {
        return """
                {"amount":{"currency":"DKK","value":12500},
                 "paymentMethod":{"type":"CARD_PASSTHROUGH"},
                 "cardPassthrough":{
                   "pspReference":"psp-tx-000123",
                   "cardCallbackUrl":"%s",
                   "allowedCardTypes":["VISA_DEBIT","MC_DEBIT","DANKORT"],
                   "preferVisaPartOfVisaDankort":false,
                   "publicEncryptionKeyId":"00000000-0000-4000-8000-0000000000aa"},
                 "reference":"shop7-order-20260701-0044",
                 "userFlow":"WEB_REDIRECT",
                 "returnUrl":"https://shop.example.com/return"}""".formatted(callbackUrl);
    }

    HttpResponse<String> create(String body) {
        return psp.key("create").post("/epayment/v1/payments", body);
    }
}
