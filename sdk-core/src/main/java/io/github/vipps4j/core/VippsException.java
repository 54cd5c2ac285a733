package io.github.vipps4j.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A call that did not give its result. Unchecked. The message is one paragraph for the developer on call: what was
 * attempted, what came back, who has to act, and the ids that support asks for. It holds no secret; what the service says in
 * its own words is shortened and cleared of what looks like a number or an address of a person.
 *
 * <p>Ask {@link #processed()} before anything else: it tells whether the money may have moved.
 */
public abstract class VippsException extends RuntimeException {
    private final CallInfo call;
    private final Processed processed;

    VippsException(String message, @Nullable Throwable cause, CallInfo call, Processed processed) {
        super(message, cause);
        this.call = call;
        this.processed = processed;
    }

    /** Whether the call may have had an effect, judged over all its attempts. */
    public Processed processed() {
        return processed;
    }

    /** The SDK's name of the operation, such as {@code epayment.capture}. */
    public String operation() {
        return call.operation();
    }

    /** The payment, if the call was about one. */
    public @Nullable String reference() {
        return call.reference();
    }

    /** The sales unit, if one was given. */
    public @Nullable String merchantSerialNumber() {
        return call.merchantSerialNumber();
    }

    /** The key that was sent, the same in every attempt; null if the operation has none. */
    public @Nullable IdempotencyKey idempotencyKey() {
        return call.idempotencyKey();
    }

    /** How many requests were made; 0 if it never came to one. */
    public int attempts() {
        return call.attempts();
    }

    /** From the beginning of the call to its end, waits included. */
    public Duration elapsed() {
        return call.elapsed();
    }
}
