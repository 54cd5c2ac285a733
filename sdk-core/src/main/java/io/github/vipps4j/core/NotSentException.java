package io.github.vipps4j.core;

import org.jspecify.annotations.Nullable;

/**
 * The request never left: no connection, no TLS, no token, or the thread was interrupted first. Nothing was processed, so
 * the call may be made again without risk.
 */
public final class NotSentException extends VippsException {
    /** For fakes in tests. */
    public NotSentException(String message, @Nullable Throwable cause, CallInfo call) {
        super(message, cause, call, Processed.NO);
    }
}
