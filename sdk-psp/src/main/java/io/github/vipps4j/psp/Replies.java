package io.github.vipps4j.psp;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.support.JsonReader;
import java.time.Instant;

/** Reads the bodies of PSP API v3. */
final class Replies {
    private Replies() {}

    static InitiatedPayment initiated(byte[] body, Instant now) {
        JsonReader json = JsonReader.object(body);
        return new InitiatedPayment(
                json.text("pspTransactionId"), json.text("merchantOrderId"), json.text("vippsRedirectUrl"), now);
    }

    static TransactionDetails details(byte[] body) {
        JsonReader json = JsonReader.object(body);
        JsonReader summary = json.objectOrNull("transactionSummary");
        return new TransactionDetails(
                json.text("pspTransactionId"),
                json.lenient().textOrNull("merchantOrderId"),
                summary == null ? null : summary(summary),
                json.optionalList("transactionLogHistory", Replies::entry));
    }

    private static TransactionSummary summary(JsonReader json) {
        return new TransactionSummary(
                oere(json, "capturedAmount"),
                oere(json, "remainingAmountToCapture"),
                oere(json, "refundedAmount"),
                oere(json, "remainingAmountToRefund"));
    }

    private static TransactionLogEntry entry(JsonReader json) {
        String operation = json.text("operation");
        JsonReader rest = json.lenient();
        return new TransactionLogEntry(
                TransactionOperation.of(operation),
                operation,
                json.bool("operationSuccess"),
                oere(json, "amount"),
                rest.textOrNull("paymentText"),
                rest.timestampOrNull("timeStamp"));
    }

    /** This API has one currency and does not name it. */
    private static Amount oere(JsonReader json, String field) {
        return Amount.ofMinor(json.integer(field), Currency.NOK);
    }
}
