package io.github.vipps4j.core.call;

import io.github.vipps4j.core.RequestOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What all views of one {@link io.github.vipps4j.core.Vipps} share: connections, token, pipeline, background threads. */
final class Engine {
    final Settings settings;
    final Time time;
    final CallPipeline pipeline;
    final AccessTokens tokens;
    private final HttpSender sender;
    private final ReentrantLock making = new ReentrantLock();
    private @Nullable ExecutorService own;
    private volatile boolean closed;

    Engine(Settings settings, Time time) {
        this.settings = settings;
        this.time = time;
        this.sender = new HttpSender(settings);
        RetryPolicy policy =
                new RetryPolicy(bound -> ThreadLocalRandom.current().nextLong(bound));
        this.pipeline = new CallPipeline(settings, sender, policy, time);
        ThreadFactory daemons = BackgroundExecutor.daemonThreads();
        this.tokens = new AccessTokens(
                this::fetchToken, time, work -> daemons.newThread(work).start());
    }

    private AccessTokens.Token fetchToken(Deadline deadline) {
        ClientKeys keys = new ClientKeys(settings.credentials());
        long askedAt = time.nanos();
        RequestOptions options = RequestOptions.defaults().deadline(deadline.remaining());
        TokenRequest.Answer answer =
                pipeline.execute(TokenRequest.call(time), keys, settings.merchantSerialNumber(), options);
        return new AccessTokens.Token(answer.accessToken(), keys.subscriptionKey(), askedAt, answer.lifetime());
    }

    /**
     * For every way in.
     *
     * @throws IllegalStateException if it is closed
     */
    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This Vipps is closed");
        }
    }

    Executor executor() {
        requireOpen();
        Executor given = settings.executor();
        if (given != null) {
            return given;
        }
        making.lock();
        try {
            if (own == null) {
                own = BackgroundExecutor.create();
            }
            return own;
        } finally {
            making.unlock();
        }
    }

    void close() {
        closed = true;
        sender.close();
        making.lock();
        try {
            if (own != null) {
                own.shutdown();
            }
        } finally {
            making.unlock();
        }
    }
}
