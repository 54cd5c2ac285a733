package io.github.vipps4j.core;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Which call it was: what support asks for and what a log line needs. Nothing in it is secret or personal.
 *
 * @param operation the SDK's name of the operation, such as {@code epayment.capture}
 * @param reference the payment, if the call was about one
 * @param merchantSerialNumber the sales unit, if one was given
 * @param idempotencyKey the key that was sent, the same in every attempt
 * @param attempts how many requests were made for this call; 0 if it never came to one
 * @param elapsed from the beginning of the call to its end, waits included
 */
public record CallInfo(
        String operation,
        @Nullable String reference,
        @Nullable String merchantSerialNumber,
        @Nullable IdempotencyKey idempotencyKey,
        int attempts,
        Duration elapsed)
        implements Serializable {

    /** A call that never came to a request. */
    public static CallInfo of(String operation) {
        return new CallInfo(operation, null, null, null, 0, Duration.ZERO);
    }

    /** The ids on one line, absent ones left out. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("operation=").append(operation);
        append(text, "reference", reference);
        append(text, "msn", merchantSerialNumber);
        append(text, "idempotencyKey", idempotencyKey);
        append(text, "attempts", attempts);
        append(text, "elapsed", elapsed.toMillis() + " ms");
        return text.toString();
    }

    private static void append(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(", ").append(name).append('=').append(value);
        }
    }
}
