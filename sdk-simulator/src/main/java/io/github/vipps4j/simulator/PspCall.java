package io.github.vipps4j.simulator;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that was sent to a payment service provider.
 *
 * @param number counts all calls from 1, in the order in which they were made
 * @param kind in which API
 * @param psp the name of the payment service provider
 * @param merchantSerialNumber whose payment
 * @param reference the payment; in PSP v3 its {@code merchantOrderId}
 * @param attemptId its {@code pspTransactionId} in PSP v3, else its {@code authorizationAttemptId}
 * @param headers as sent, by name, ignoring case; token and signature are {@code ***}
 * @param body as text, as it was sent: the card in it is made up
 * @param status what was answered, null if nothing was in time
 * @param answer what the answer says, such as {@code OK} or {@code RESERVE}; null if it cannot be read
 * @param problem why the answer does not count, null if it does
 * @param fault what went wrong with it on purpose, such as {@code forged}; null if nothing
 * @param at when, by the simulator's clock
 */
public record PspCall(
        long number,
        Kind kind,
        String psp,
        String merchantSerialNumber,
        String reference,
        String attemptId,
        Map<String, String> headers,
        String body,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable String problem,
        @Nullable String fault,
        Instant at) {

    /** What a payment service provider is called for. */
    public enum Kind {
        /** {@code makePayment} of PSP v3: {@code POST} to its {@code makePaymentUrl}. */
        MAKE_PAYMENT,
        /** The card callback of card passthrough: {@code POST} to its {@code cardCallbackUrl}. */
        CARD_CALLBACK
    }

    /** Copies the headers. */
    public PspCall {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** Neither the headers nor the body, which has a card in it. */
    @Override
    public String toString() {
        return "PspCall[" + number + ", " + kind + ", " + psp + ", " + merchantSerialNumber + ", " + reference + ", "
                + attemptId + ", status=" + status + ", answer=" + answer + ", problem=" + problem + ", fault=" + fault
                + ", " + at + "]";
    }
}
