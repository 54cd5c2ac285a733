package io.github.vipps4j.core.call;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OkHttp from repeating reads by itself, as {@link OneShotBody} does for everything that has a body: after a lost answer
 * on a pooled connection, after 408, and after 503 with {@code Retry-After: 0}. Each request at the server is then an attempt
 * of ours, with its pause, its place in the count and its share of the rate limit. A network interceptor, so it sees only what
 * has left the machine.
 */
final class NoSilentRepeat implements Interceptor {
    private static final String RETRY_AFTER = "Retry-After";
    /** What the service said, while OkHttp is told "tomorrow". */
    private static final String TOLD = "Vipps4j-Retry-After";

    private static final String TOMORROW = "86400";

    @Override
    public Response intercept(Chain chain) throws IOException {
        if (chain.request().body() != null) {
            return chain.proceed(chain.request());
        }
        Response response;
        try {
            response = chain.proceed(chain.request());
        } catch (IOException e) {
            // the one kind that OkHttp takes for final
            ProtocolException last = new ProtocolException(e.getMessage());
            last.initCause(e);
            throw last;
        }
        if (response.code() != 408 && response.code() != 503) {
            return response;
        }
        String told = response.header(RETRY_AFTER);
        return response.newBuilder()
                .header(RETRY_AFTER, TOMORROW)
                .header(TOLD, told == null ? "" : told)
                .build();
    }

    /** The service's own {@code Retry-After}. */
    static @Nullable String retryAfter(Headers headers) {
        String told = headers.get(TOLD);
        return told != null ? told : headers.get(RETRY_AFTER);
    }
}
