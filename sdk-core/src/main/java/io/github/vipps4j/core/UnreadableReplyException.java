package io.github.vipps4j.core;

import org.jspecify.annotations.Nullable;

/**
 * The service accepted the call (2xx), but the body is not what its contract promises: truncated, too large, not JSON, or
 * without a field that money or state depends on. A call that changes state has acted.
 */
public final class UnreadableReplyException extends VippsException {
    private final int status;
    private final String rawBody;

    /** For fakes in tests. */
    public UnreadableReplyException(
            String message, @Nullable Throwable cause, CallInfo call, Processed processed, int status, String rawBody) {
        super(message, cause, call, processed);
        this.status = status;
        this.rawBody = rawBody;
    }

    /** The HTTP status: a 2xx. */
    public int status() {
        return status;
    }

    /** The body as it came, at most 8 KiB of it, with the SDK's own secrets removed. It may hold personal data. */
    public String rawBody() {
        return rawBody;
    }
}
