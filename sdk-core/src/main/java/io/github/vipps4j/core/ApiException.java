package io.github.vipps4j.core;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The service refused the call, and no attempt of it had an effect. Its subclasses name the refusals that callers tell
 * apart; everything else (most often 400) is this class itself.
 */
public class ApiException extends VippsException {
    private final ApiError error;

    /** A refusal; public for fakes in tests. */
    public ApiException(String message, CallInfo call, ApiError error) {
        super(message, null, call, Processed.NO);
        this.error = error;
    }

    /** All that the service said. */
    public ApiError error() {
        return error;
    }

    /** The HTTP status. */
    public int status() {
        return error.status();
    }

    /** The API's first error code, such as {@code 6080}, or null. */
    public @Nullable String code() {
        return error.code();
    }

    /** All error codes; empty if there are none. */
    public List<String> codes() {
        return error.codes();
    }

    /** What support asks for, or null. */
    public @Nullable String traceId() {
        return error.traceId();
    }
}
