package io.github.vipps4j.core.support;

import io.github.vipps4j.core.RequestOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Makes facts of hints. For each hint that something may have happened the thing is read back from the service, and if
 * it is not as the handler accepted it last, the handler is told: once for each difference, in order, and never twice
 * at once for one key, on however many threads the hints come.
 *
 * @param <K> names the thing
 * @param <V> the thing as it is read
 * @param <S> what of it has to differ to be news
 */
public abstract class HintedReads<K, V, S> {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Logger log;
    private final Map<K, Turn<V>> turns = new ConcurrentHashMap<>();

    /** @param log told of reads that lag behind */
    protected HintedReads(Logger log) {
        this.log = log;
    }

    /**
     * What a hint came to.
     *
     * @param isSettled false if the read is behind what was accepted already, so that there may be news still
     */
    public record Reading<V>(V value, boolean isSettled) {}

    /** One key's turn: who comes while it is read waits, and several who wait share the next read. */
    private static final class Turn<V> {
        final ReentrantLock lock = new ReentrantLock();
        volatile long begun;
        long accepted;

        @Nullable
        V last;

        int users;
    }

    /** Reads it from the service. */
    protected abstract V read(K key, RequestOptions options);

    /** What of it has to differ to be news. */
    protected abstract S snapshot(V value);

    /** Whether a read seems to come from a copy that lags behind what is known. */
    protected abstract boolean isOlder(S read, S known);

    /** What was accepted last, or null. */
    protected abstract @Nullable S find(K key);

    /** Notes what has just been accepted. */
    protected abstract void save(K key, S accepted);

    /** Calls the handler. */
    protected abstract void tell(K key, @Nullable S before, V now) throws Exception;

    /** What whoever gave the hint gets when the handler failed. */
    protected abstract RuntimeException notAccepted(K key, Exception cause);

    /**
     * Reads it, and tells the handler if it is news.
     *
     * @throws IllegalStateException if the handler calls this for the key it is told of, or is at work on it for a
     *     minute; or if the thread is interrupted
     */
    public final V check(K key) {
        Reading<V> reading = check(key, RequestOptions.defaults(), PATIENCE);
        if (reading == null) {
            throw new IllegalStateException(
                    Thread.currentThread().isInterrupted()
                            ? "The thread was interrupted before it was the turn of " + key + "; this hint is lost"
                            : "The handler was still at work on " + key + " after a minute; this hint is lost");
        }
        return reading.value();
    }

    /** The same with other options. @return null if its turn did not come in time, or the thread was interrupted */
    public final @Nullable Reading<V> check(K key, RequestOptions options, Duration patience) {
        Turn<V> turn = turns.compute(key, (any, present) -> {
            Turn<V> mine = present == null ? new Turn<V>() : present;
            mine.users++;
            return mine;
        });
        long begunBefore = turn.begun;
        try {
            if (turn.lock.isHeldByCurrentThread()) {
                throw new IllegalStateException("A handler must not check what it is told of: " + key);
            }
            if (!turn.lock.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                return null;
            }
            try {
                V last = turn.last;
                return last != null && turn.accepted > begunBefore
                        ? new Reading<>(last, true)
                        : read(key, options, turn);
            } finally {
                turn.lock.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            turns.computeIfPresent(key, (any, present) -> --present.users == 0 ? null : present);
        }
    }

    private Reading<V> read(K key, RequestOptions options, Turn<V> turn) {
        long number = turn.begun + 1;
        turn.begun = number;
        V now = read(key, options);
        S before = find(key);
        S read = snapshot(now);
        if (before != null && isOlder(read, before)) {
            log.warn("A read of {} was older than what is known already; it is not told", key);
            return new Reading<>(now, false);
        }
        if (!read.equals(before)) {
            accept(key, before, now);
            save(key, read);
        }
        turn.last = now;
        turn.accepted = number;
        return new Reading<>(now, true);
    }

    private void accept(K key, @Nullable S before, V now) {
        try {
            tell(key, before, now);
        } catch (Exception e) {
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw notAccepted(key, e);
        }
    }
}
