package io.github.vipps4j.core.call;

import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The access token of one set of keys, fetched once however many threads want it. A while before it ends a new one is
 * fetched in the background, so that nobody waits and a failure harms nobody while the old one lives.
 */
final class AccessTokens {
    private static final Logger LOG = LoggerFactory.getLogger("io.github.vipps4j.token");

    /** At most this long before the end, or a fifth of the life, the next token is fetched in the background. */
    private static final long EARLY = Duration.ofMinutes(5).toNanos();
    /** At most this long before the end, or a twentieth of the life, a token is no longer used. */
    private static final long MARGIN = Duration.ofSeconds(30).toNanos();
    /** Between two attempts to refresh early. */
    private static final long REFRESH_PAUSE = Duration.ofSeconds(30).toNanos();

    /** Fetches a token over the network. */
    interface Source {
        Token fetch(Deadline deadline);
    }

    /** Never printed. */
    static final class Token {
        private final String value;
        private final String subscriptionKey;
        private final String header;
        private final long refreshFrom;
        private final long usableUntil;

        /**
         * @param askedAt the reading of {@link Time#nanos()} before the token was asked for
         * @param lifetime from then on
         */
        Token(String value, String subscriptionKey, long askedAt, Duration lifetime) {
            this.value = value;
            this.subscriptionKey = subscriptionKey;
            this.header = "Bearer " + value;
            long nanos = lifetime.toNanos();
            this.refreshFrom = askedAt + nanos - Math.min(EARLY, nanos / 5);
            this.usableUntil = askedAt + nanos - Math.min(MARGIN, nanos / 20);
        }

        String value() {
            return value;
        }

        String subscriptionKey() {
            return subscriptionKey;
        }

        String header() {
            return header;
        }
    }

    /** A failed fetch, shared with those who were waiting for it. */
    private record Failed(VippsException exception, long at) {}

    private final Source source;
    private final Time time;
    private final Executor background;
    private final ReentrantLock fetching = new ReentrantLock();
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile @Nullable Token current;
    private @Nullable Failed lastFailed;
    private volatile long noRefreshBefore;

    AccessTokens(Source source, Time time, Executor background) {
        this.source = source;
        this.time = time;
        this.background = background;
        this.noRefreshBefore = time.nanos();
    }

    /** A token that can be used now. */
    Token get(Deadline deadline) {
        Token token = current;
        long now = time.nanos();
        if (token == null || now - token.usableUntil >= 0) {
            return fetch(token, deadline);
        }
        if (now - token.refreshFrom >= 0 && now - noRefreshBefore >= 0) {
            refreshInBackground(token);
        }
        return token;
    }

    /** Another token than the one that was refused: somebody else's fresh one, or a new one. */
    Token insteadOf(Token refused, Deadline deadline) {
        return fetch(refused, deadline);
    }

    private Token fetch(@Nullable Token stale, Deadline deadline) {
        long joined = time.nanos();
        if (!lockWithin(deadline)) {
            throw new NotSentException(
                    "No access token came within the call's deadline, or the thread was interrupted while it waited for"
                            + " one.",
                    null,
                    CallInfo.of(TokenRequest.OPERATION.name()));
        }
        try {
            Token token = current;
            if (token != null && token != stale && time.nanos() - token.usableUntil < 0) {
                return token;
            }
            Failed failed = lastFailed;
            if (failed != null && failed.at - joined > 0 && !passesWithin(deadline, failed.exception)) {
                throw failed.exception;
            }
            Token fresh = fetchNow(deadline);
            current = fresh;
            return fresh;
        } finally {
            fetching.unlock();
        }
    }

    /** Whoever waited for this fetch fails with it, unless it failed for reasons of this thread alone. */
    private Token fetchNow(Deadline deadline) {
        try {
            return source.fetch(deadline);
        } catch (VippsException e) {
            if (!Thread.currentThread().isInterrupted() && deadline.left() > 0) {
                lastFailed = new Failed(e, time.nanos());
            }
            throw e;
        }
    }

    /** The one who fetched had no time to wait for the service to be ready; this caller has. */
    private static boolean passesWithin(Deadline deadline, VippsException failed) {
        return failed instanceof BusyException busy
                && busy.retryAfter() != null
                && busy.retryAfter().toNanos() < deadline.left();
    }

    private boolean lockWithin(Deadline deadline) {
        try {
            return fetching.tryLock() || fetching.tryLock(deadline.left(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void refreshInBackground(Token old) {
        if (!refreshing.compareAndSet(false, true)) {
            return;
        }
        try {
            background.execute(() -> refresh(old));
        } catch (RuntimeException | OutOfMemoryError e) {
            // no thread to be had: not the trouble of the caller, whose token still works
            refreshing.set(false);
            refreshFailed(e);
        }
    }

    private void refresh(Token old) {
        try {
            fetch(old, Deadline.in(TokenRequest.DEADLINE, time));
        } catch (RuntimeException e) {
            refreshFailed(e);
        } finally {
            refreshing.set(false);
        }
    }

    private void refreshFailed(Throwable e) {
        noRefreshBefore = time.nanos() + REFRESH_PAUSE;
        LOG.warn("The access token could not be renewed early; the old one is still used: {}", e.getMessage());
    }
}
