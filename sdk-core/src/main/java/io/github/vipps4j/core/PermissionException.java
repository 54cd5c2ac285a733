package io.github.vipps4j.core;

/** The keys are right, but may not do this (403): the sales unit lacks a product or permission, or belongs to somebody else. */
public final class PermissionException extends ApiException {
    /** For fakes in tests. */
    public PermissionException(String message, CallInfo call, ApiError error) {
        super(message, call, error);
    }
}
