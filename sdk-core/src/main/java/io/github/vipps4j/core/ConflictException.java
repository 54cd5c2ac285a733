package io.github.vipps4j.core;

/**
 * It collides with what exists (409), which stays as it is: a payment's reference or idempotency key was used before, with
 * another body; an order has a receipt already. Read back what is there.
 */
public final class ConflictException extends ApiException {
    /** For fakes in tests. */
    public ConflictException(String message, CallInfo call, ApiError error) {
        super(message, call, error);
    }
}
