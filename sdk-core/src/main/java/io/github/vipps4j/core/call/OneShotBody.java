package io.github.vipps4j.core.call;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.Request;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/**
 * A body that OkHttp must not send a second time by itself: without this it repeats a POST whose answer was lost on a pooled
 * connection, on 408, and on 503 with {@code Retry-After: 0}. Reads have no body and may be repeated so; it does them no harm.
 */
final class OneShotBody extends RequestBody {
    private static final MediaType JSON = MediaType.get("application/json");

    private final RequestBody body;

    private OneShotBody(RequestBody body) {
        this.body = body;
    }

    /** Bytes of JSON, or none. */
    static RequestBody of(byte[] bytes) {
        return new OneShotBody(RequestBody.create(bytes, bytes.length == 0 ? null : JSON));
    }

    /** The request with such a body, even if an interceptor has wrapped it in one of its own. */
    static Request guard(Request request) {
        RequestBody body = request.body();
        return body == null || body.isOneShot()
                ? request
                : request.newBuilder()
                        .method(request.method(), new OneShotBody(body))
                        .build();
    }

    @Override
    public @Nullable MediaType contentType() {
        return body.contentType();
    }

    @Override
    public long contentLength() throws IOException {
        return body.contentLength();
    }

    @Override
    public boolean isOneShot() {
        return true;
    }

    @Override
    public void writeTo(BufferedSink sink) throws IOException {
        body.writeTo(sink);
    }
}
