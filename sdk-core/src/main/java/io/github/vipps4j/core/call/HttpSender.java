package io.github.vipps4j.core.call;

import io.github.vipps4j.core.support.ContractException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProtocolException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.EventListener;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Sends one request over OkHttp, once, and reads the whole answer; or tells how it failed. */
final class HttpSender {
    /** No answer of any API comes near it; a larger one is an attack or a mistake. */
    private static final int MAX_BODY = 4 * 1024 * 1024;

    /** Of an error, the beginning says it all. */
    private static final int MAX_ERROR_BODY = 64 * 1024;

    private static final int KEEP_ALIVE_MINUTES = 5;
    private static final int PING_SECONDS = 10;

    private final Settings settings;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable OkHttpClient client;
    private volatile boolean closed;
    /** How many whole answers have come, on whichever connection. */
    private final AtomicLong answers = new AtomicLong();

    HttpSender(Settings settings) {
        this.settings = settings;
    }

    /** An answer, whatever its status; or how there came none. */
    sealed interface Outcome permits Reply, Failure {}

    Outcome send(Request request, long timeoutNanos) {
        Call call = client().newCall(request);
        // The only time-out of an attempt: each further one would arm a timer and wake a thread of its own.
        call.timeout().timeout(timeoutNanos, TimeUnit.NANOSECONDS);
        Exchange exchange = new Exchange();
        call.addEventListener(exchange);
        call.tag(Exchange.class, () -> exchange);
        long answersBefore = answers.get();
        CancellableCalls run = CancellableCalls.ofThisThread();
        if (run != null) {
            run.began(call);
        }
        try (Response response = call.execute()) {
            exchange.status = response.code();
            Outcome outcome = read(response);
            answers.incrementAndGet();
            return outcome;
        } catch (IOException e) {
            return failed(withoutQuotes(e), exchange, answersBefore);
        } catch (Throwable e) {
            Safely.rethrowIfFatal(e);
            // an interceptor's defect, or what OkHttp and Kotlin throw without Java seeing it
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
                return failed(new InterruptedIOException("interrupted"), exchange, answersBefore);
            }
            return exchange.sent ? Failure.broken(exchange.status, e) : Failure.brokenBeforeSending(e);
        } finally {
            exchange.closeResponse();
            if (run != null) {
                run.ended();
            }
            if (closed) {
                evictIdle();
            }
        }
    }

    private Failure failed(IOException e, Exchange exchange, long answersBefore) {
        if (!exchange.sent) {
            return Failure.notSent(e);
        }
        if (!Thread.currentThread().isInterrupted() && answers.get() == answersBefore) {
            // What took this connection's answer away, a restart or a firewall that forgot it, has often taken those of
            // the other idle ones too: the next attempt shall not die on one of them. But if others had answers
            // meanwhile, it was more likely this call alone that was slow.
            evictIdle();
        }
        return !exchange.answered && isRefusedStream(e) ? Failure.notSent(e) : Failure.lost(exchange.status, e);
    }

    /**
     * OkHttp and Okio quote what they could not read as HTTP, as text or in hex: the rest of a body, perhaps, that was longer
     * than it was said to be.
     */
    private static IOException withoutQuotes(IOException e) {
        Throwable cause = e.getCause();
        Throwable told = cause instanceof IOException inner ? withoutQuotes(inner) : cause;
        String message = String.valueOf(e.getMessage());
        boolean quotes = e instanceof ProtocolException || message.contains("content=");
        if (!quotes && told == cause) {
            return e;
        }
        String what = quotes ? beforeQuote(message) : message;
        IOException clean = e instanceof ProtocolException
                ? new ProtocolException(what)
                : e instanceof EOFException ? new EOFException(what) : new IOException(what);
        clean.initCause(told);
        clean.setStackTrace(e.getStackTrace());
        return clean;
    }

    private static String beforeQuote(String message) {
        int end = 0;
        while (end < message.length() && message.charAt(end) != ':' && message.charAt(end) != '"') {
            end++;
        }
        return message.substring(0, end).strip();
    }

    private static Outcome read(Response response) throws IOException {
        int max = response.isSuccessful() ? MAX_BODY : MAX_ERROR_BODY;
        BufferedSource source = response.body().source();
        boolean tooLarge = false;
        try {
            tooLarge = source.request(max + 1L);
        } catch (IOException e) {
            if (response.isSuccessful()) {
                throw e;
            }
            // the status is what matters of an error: what was read of its body has to do
        }
        if (tooLarge && response.isSuccessful()) {
            ContractException cause = new ContractException("", "is larger than " + MAX_BODY + " bytes");
            return Failure.unreadable(response.code(), cause, "");
        }
        Buffer buffer = source.getBuffer();
        byte[] body = buffer.readByteArray(Math.min(buffer.size(), max));
        return new Reply(response.code(), response.headers(), body);
    }

    /** HTTP/2's own word for "not processed" (RFC 9113, 8.7). OkHttp's class for it is not public; its message is. */
    private static boolean isRefusedStream(IOException e) {
        String message = e.getMessage();
        return message != null && message.endsWith("REFUSED_STREAM");
    }

    /** Made by the first call, for it loads trust stores and takes a while. */
    private OkHttpClient client() {
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
        if (given == null || given.pingIntervalMillis() == 0) {
            // a call's time-out ends its HTTP/2 stream only; without a ping a dead connection would serve the next call
            builder.pingInterval(PING_SECONDS, TimeUnit.SECONDS);
        }
        settings.interceptors().forEach(builder::addInterceptor);
        builder.addInterceptor(new LastInterceptor());
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

    /** Lets the calls under way come to their end. */
    void close() {
        closed = true;
        evictIdle();
    }

    /** Not those of a client that was given: its pool has other users. */
    private void evictIdle() {
        OkHttpClient made = client;
        if (made != null && settings.okHttpClient() == null) {
            made.connectionPool().evictAll();
        }
    }

    /** What is known of one request and its answer, whatever an interceptor makes of it. */
    private static final class Exchange extends EventListener {
        /** Whether the request's head left the machine: the only proof of "sent" and "not sent". */
        volatile boolean sent;

        /** Whether the head of an answer came back. */
        volatile boolean answered;

        int status;
        private @Nullable Response response;

        @Override
        public void requestHeadersStart(Call call) {
            sent = true;
        }

        @Override
        public void responseHeadersEnd(Call call, Response response) {
            answered = true;
            status = response.code();
        }

        void closeResponse() {
            if (response != null) {
                response.close();
            }
        }
    }

    /**
     * Stands behind the user's interceptors: a body that one of them has replaced goes out once all the same, and if one of
     * them throws, the answer is not left open.
     */
    private static final class LastInterceptor implements Interceptor {
        @Override
        public Response intercept(Chain chain) throws IOException {
            Response response = chain.proceed(OneShotBody.guard(chain.request()));
            Exchange exchange = chain.call().tag(Exchange.class);
            if (exchange != null) {
                exchange.response = response;
            }
            return response;
        }
    }
}
