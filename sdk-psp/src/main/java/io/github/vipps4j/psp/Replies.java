package io.github.vipps4j.psp;

import io.github.vipps4j.core.Amount;
import io.github.vipps4j.core.Currency;
import io.github.vipps4j.core.support.JsonReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the bodies of PSP API v3. */
final class Replies {
    private Replies() {}

    static InitiatedPayment initiated(byte[] body, Instant now) {
        JsonReader json = JsonReader.object(body);
        return new InitiatedPayment(
                json.text("pspTransactionId"), json.text("merchantOrderId"), json.text("vippsRedirectUrl"), now);
    }

    /** No field is promised, and an answer there is for a transaction that there is. */
    static TransactionDetails details(byte[] body, String pspTransactionId) {
        JsonReader json = JsonReader.object(body);
        JsonReader rest = json.lenient();
        JsonReader summary = rest.objectOrNull("transactionSummary");
        return new TransactionDetails(
                pspTransactionId,
                rest.textOrNull("merchantOrderId"),
                summary == null ? null : summary(summary),
                json.optionalList("transactionLogHistory", Replies::entry));
    }

    /** All of its sums or none: a sum that is missing is not zero. */
    private static @Nullable TransactionSummary summary(JsonReader json) {
        Long captured = json.integerOrNull("capturedAmount");
        Long toCapture = json.integerOrNull("remainingAmountToCapture");
        Long refunded = json.integerOrNull("refundedAmount");
        Long toRefund = json.integerOrNull("remainingAmountToRefund");
        return captured == null || toCapture == null || refunded == null || toRefund == null
                ? null
                : new TransactionSummary(oere(captured), oere(toCapture), oere(refunded), oere(toRefund));
    }

    private static TransactionLogEntry entry(JsonReader json) {
        String operation = json.text("operation");
        JsonReader rest = json.lenient();
        return new TransactionLogEntry(
                TransactionOperation.of(operation),
                operation,
                json.bool("operationSuccess"),
                oere(json.integer("amount")),
                rest.textOrNull("paymentText"),
                rest.timestampOrNull("timeStamp"));
    }

    /** This API has one currency and does not name it. */
    private static Amount oere(long value) {
        return Amount.ofMinor(value, Currency.NOK);
    }
}
