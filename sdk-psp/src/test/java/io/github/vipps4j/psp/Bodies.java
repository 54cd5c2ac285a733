package io.github.vipps4j.psp;

import static io.github.vipps4j.core.Currency.NOK;

import io.github.vipps4j.core.Amount;

/** What is sent and answered, literally, and the requests that say it. */
final class Bodies {
    static final String TRANSACTION = "7686f7788898767977";
    static final String REDIRECT_TOKEN = "eyJhbGciOiJI";
    static final String REDIRECT_URL = "https://landing.vipps.example/psp?v=1&token=" + REDIRECT_TOKEN;

    /** As the API's documentation has it. */
    static final String INIT = "{\"pspTransactionId\":\"7686f7788898767977\",\"merchantOrderId\":\"shop7-order-0042\","
            + "\"amount\":24900,\"currency\":\"NOK\",\"pspRedirectUrl\":\"https://psp.example.com/back\","
            + "\"makePaymentUrl\":\"https://psp.example.com/vipps/makepayment\","
            + "\"makePaymentToken\":\"s3cr3t-token\",\"paymentText\":\"Two concert tickets\"}";

    static final String INITIATED =
            "{\"pspTransactionId\":\"7686f7788898767977\",\"merchantOrderId\":\"shop7-order-0042\","
                    + "\"vippsRedirectUrl\":\"" + REDIRECT_URL + "\"}";

    static final String UPDATED = "{\"responseInfo\":{\"responseCode\":\"9000\",\"responseMessage\":\"SUCCESS\"}}";

    static final String NOTHING_REPORTED = "{\"pspTransactionId\":\"7686f7788898767977\","
            + "\"merchantOrderId\":\"shop7-order-0042\",\"transactionSummary\":{\"capturedAmount\":0,"
            + "\"remainingAmountToCapture\":0,\"refundedAmount\":0,\"remainingAmountToRefund\":0},"
            + "\"transactionLogHistory\":[]}";

    static final String RESERVED = "{\"pspTransactionId\":\"7686f7788898767977\","
            + "\"merchantOrderId\":\"shop7-order-0042\",\"transactionSummary\":{\"capturedAmount\":10000,"
            + "\"remainingAmountToCapture\":14900,\"refundedAmount\":0,\"remainingAmountToRefund\":10000},"
            + "\"transactionLogHistory\":["
            + "{\"amount\":24900,\"paymentText\":\"Two concert tickets\",\"timeStamp\":\"2026-07-01T10:05:03.748+02:00\","
            + "\"operation\":\"RESERVED\",\"operationSuccess\":true},"
            + "{\"amount\":10000,\"timeStamp\":\"2026-07-02T10:05:03Z\",\"operation\":\"CAPTURED\","
            + "\"operationSuccess\":true}]}";

    private Bodies() {}

    static Amount nok(long minorUnits) {
        return Amount.ofMinor(minorUnits, NOK);
    }

    static InitPayment.Builder init() {
        return InitPayment.builder()
                .pspTransactionId(TRANSACTION)
                .merchantOrderId("shop7-order-0042")
                .amount(nok(24_900))
                .pspRedirectUrl("https://psp.example.com/back")
                .makePaymentUrl("https://psp.example.com/vipps/makepayment")
                .makePaymentToken("s3cr3t-token")
                .paymentText("Two concert tickets");
    }

    static StatusUpdate update(String pspTransactionId, TransactionOperation status, long minorUnits) {
        return StatusUpdate.builder()
                .pspTransactionId(pspTransactionId)
                .status(status)
                .amount(nok(minorUnits))
                .build();
    }

    /** In this API's shape, which has no group. */
    static String error(String code, String message) {
        return "[{\"errorCode\":\"" + code + "\",\"errorMessage\":\"" + message + "\",\"contextId\":\"5a1c-77\"}]";
    }
}
