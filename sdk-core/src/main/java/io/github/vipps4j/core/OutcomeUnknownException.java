package io.github.vipps4j.core;

import org.jspecify.annotations.Nullable;

/**
 * The call may have acted: its answer was lost, or the service failed (5xx, 408) while changing something. This is not a failed
 * payment. Repeat the call with the same idempotency key, or read the payment back; the message says which. For a read,
 * which changes nothing, {@link #processed()} is {@link Processed#NO}: repeat it.
 */
public final class OutcomeUnknownException extends VippsException {
    private final @Nullable ApiError error;

    /** For fakes in tests. */
    public OutcomeUnknownException(
            String message, @Nullable Throwable cause, CallInfo call, Processed processed, @Nullable ApiError error) {
        super(message, cause, call, processed);
        this.error = error;
    }

    /** The last answer that was read, if there was one: a 5xx or 408, or a refusal that followed a lost answer. */
    public @Nullable ApiError error() {
        return error;
    }
}
