package io.github.vipps4j.core;

/** It collides with what exists (409): the reference or the idempotency key was used before, with another body. */
public final class ConflictException extends ApiException {
    /** For fakes in tests. */
    public ConflictException(String message, CallInfo call, ApiError error) {
        super(message, call, error);
    }
}
