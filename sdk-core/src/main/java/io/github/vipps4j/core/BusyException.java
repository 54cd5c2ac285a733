package io.github.vipps4j.core;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Not now: another operation holds the payment (423 and some codes), or there were too many requests (429). The SDK has
 * repeated the call as long as the deadline allowed; the same call with the same key may be made again later.
 */
public final class BusyException extends ApiException {
    private final @Nullable Duration retryAfter;

    /** For fakes in tests. */
    public BusyException(String message, CallInfo call, ApiError error, @Nullable Duration retryAfter) {
        super(message, call, error);
        this.retryAfter = retryAfter;
    }

    /** How long to wait before the next attempt: the service's own word, else the SDK's default; null if unknown. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
