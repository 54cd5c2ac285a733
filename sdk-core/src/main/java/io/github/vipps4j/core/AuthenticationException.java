package io.github.vipps4j.core;

/** The keys or the token were refused (401, or the token endpoint's 400): somebody has to check the credentials. */
public final class AuthenticationException extends ApiException {
    /** For fakes in tests. */
    public AuthenticationException(String message, CallInfo call, ApiError error) {
        super(message, call, error);
    }
}
