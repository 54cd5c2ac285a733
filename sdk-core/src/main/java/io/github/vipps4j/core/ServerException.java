package io.github.vipps4j.core;

/** The service failed on a read (5xx, 408), attempt after attempt. Reads change nothing: try again later. */
public final class ServerException extends ApiException {
    /** For fakes in tests. */
    public ServerException(String message, CallInfo call, ApiError error) {
        super(message, call, error);
    }
}
