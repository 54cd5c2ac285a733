package io.github.vipps4j.core.call;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends one request over OkHttp, once, and reads the whole answer; or tells how it failed. */
final class HttpSender {
    /** No answer of any API comes near it; a larger one is an attack or a mistake. */
    static final int MAX_BODY = 4 * 1024 * 1024;

    private static final int KEEP_ALIVE_MINUTES = 5;

    private final Settings settings;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable OkHttpClient client;
    private volatile boolean closed;

    HttpSender(Settings settings) {
        this.settings = settings;
    }

    /** What became of a request: exactly one of the two is there. */
    record Outcome(@Nullable Reply reply, @Nullable Failure failure) {}

    Outcome send(Request request, long timeoutNanos) {
        Call call = client().newCall(request);
        // The only time-out of an attempt: each further one would arm a timer and wake a thread of its own.
        call.timeout().timeout(timeoutNanos, TimeUnit.NANOSECONDS);
        SentMark mark = new SentMark();
        call.addEventListener(mark);
        AsyncRun<?> run = AsyncRun.current();
        if (run != null) {
            run.began(call);
        }
        int status = 0;
        try (Response response = call.execute()) {
            status = response.code();
            return read(response);
        } catch (IOException e) {
            boolean sent = mark.sent && !isRefusedStream(e);
            return new Outcome(null, sent ? Failure.lost(status, e) : Failure.notSent(e));
        } catch (RuntimeException e) {
            return new Outcome(null, mark.sent ? Failure.broken(e) : Failure.brokenBeforeSending(e));
        } finally {
            if (run != null) {
                run.ended();
            }
        }
    }

    private static Outcome read(Response response) throws IOException {
        BufferedSource source = response.body().source();
        boolean tooLarge = false;
        try {
            tooLarge = source.request(MAX_BODY + 1L);
        } catch (IOException e) {
            if (response.isSuccessful()) {
                throw e;
            }
            // the status is what matters of an error: what was read of its body has to do
        }
        if (tooLarge && response.isSuccessful()) {
            IOException cause = new IOException("the body is larger than " + MAX_BODY + " bytes");
            return new Outcome(null, Failure.unreadable(response.code(), cause, ""));
        }
        byte[] body =
                source.getBuffer().readByteArray(Math.min(source.getBuffer().size(), MAX_BODY));
        return new Outcome(new Reply(response.code(), response.headers(), body), null);
    }

    /** HTTP/2's own word for "not processed" (RFC 9113, 8.7). OkHttp's class for it is not public; its message is. */
    private static boolean isRefusedStream(IOException e) {
        String message = e.getMessage();
        return message != null && message.endsWith("REFUSED_STREAM");
    }

    /** Made by the first call, for it loads trust stores and takes a while. */
    private OkHttpClient client() {
        if (closed) {
            throw new IllegalStateException("This Vipps is closed");
        }
        OkHttpClient ready = client;
        if (ready != null) {
            return ready;
        }
        making.lock();
        try {
            ready = client;
            if (ready == null) {
                ready = derive();
                client = ready;
            }
            return ready;
        } finally {
            making.unlock();
        }
    }

    private OkHttpClient derive() {
        OkHttpClient given = settings.okHttpClient();
        OkHttpClient.Builder builder;
        if (given != null) {
            builder = given.newBuilder();
        } else {
            builder = new OkHttpClient.Builder()
                    .connectTimeout(settings.connectTimeout())
                    .connectionPool(
                            new ConnectionPool(settings.maxIdleConnections(), KEEP_ALIVE_MINUTES, TimeUnit.MINUTES));
            if ("http".equalsIgnoreCase(settings.environment().baseUrl().getScheme())) {
                // no TLS to set up: a test against a local server starts 100 ms sooner
                builder.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT));
            }
        }
        settings.interceptors().forEach(builder::addInterceptor);
        return builder.followRedirects(false)
                .followSslRedirects(false)
                .authenticator(Authenticator.NONE)
                .cache(null)
                .cookieJar(CookieJar.NO_COOKIES)
                .callTimeout(0, TimeUnit.MILLISECONDS)
                .readTimeout(0, TimeUnit.MILLISECONDS)
                .writeTimeout(0, TimeUnit.MILLISECONDS)
                .build();
    }

    void close() {
        closed = true;
        OkHttpClient made = client;
        if (made != null && settings.okHttpClient() == null) {
            made.connectionPool().evictAll();
        }
    }

    /** Whether a request's head left the machine: the only proof of "sent" and "not sent". */
    private static final class SentMark extends EventListener {
        volatile boolean sent;

        @Override
        public void requestHeadersStart(Call call) {
            sent = true;
        }
    }
}
