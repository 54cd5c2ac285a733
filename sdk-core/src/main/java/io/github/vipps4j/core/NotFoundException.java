package io.github.vipps4j.core;

/** There is no such thing (404): wrong reference, another sales unit's, or another environment's. */
public final class NotFoundException extends ApiException {
    /** For fakes in tests. */
    public NotFoundException(String message, CallInfo call, ApiError error) {
        super(message, call, error);
    }
}
