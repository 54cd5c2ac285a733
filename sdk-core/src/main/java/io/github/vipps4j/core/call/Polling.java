package io.github.vipps4j.core.call;

import io.github.vipps4j.core.ApiException;
import io.github.vipps4j.core.BusyException;
import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.NotFoundException;
import io.github.vipps4j.core.NotSentException;
import io.github.vipps4j.core.ServerException;
import io.github.vipps4j.core.VippsException;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Reads something again and again until it has an outcome: every 2 s, after a 429 as long as the service asks for or twice
 * as long each time up to 30 s. A failed read does not end it, for a poll that gives up leaves an order behind that nobody
 * looks after; only when nothing could ever be read does a refusal end it.
 */
public final class Polling {
    private static final long INTERVAL = Duration.ofSeconds(2).toNanos();
    private static final long LONGEST_INTERVAL = Duration.ofSeconds(30).toNanos();
    /** What has just been created may not be visible yet. */
    private static final long NOT_YET = Duration.ofSeconds(10).toNanos();
    /** A last read at the end of the limit needs some time too. */
    private static final Duration SHORTEST_READ = Duration.ofSeconds(1);

    private Polling() {}

    /**
     * Polls on the calling thread.
     *
     * @param operation for exceptions
     * @param read reads within the given time; a call that is {@linkplain ApiCall.Builder#polled() not repeated by itself}
     * @param firstDelay before the first read
     * @param limit for all of it
     * @return the first value with an outcome, or the last one that was read when the limit is over
     * @throws VippsException if nothing could be read at all, or the thread is interrupted
     */
    public static <T> T until(
            Time time,
            CallInfo operation,
            Function<Duration, T> read,
            Predicate<T> hasOutcome,
            Duration firstDelay,
            Duration limit) {
        long start = time.nanos();
        long end = start + limit.toNanos();
        long wait = Math.min(firstDelay.toNanos(), limit.toNanos());
        long interval = INTERVAL;
        int reads = 0;
        T last = null;
        while (true) {
            try {
                sleep(time, wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw interrupted(operation, reads, Duration.ofNanos(time.nanos() - start), e);
            }
            VippsException failed = null;
            try {
                Duration left = Duration.ofNanos(end - time.nanos());
                reads++;
                last = read.apply(left.compareTo(SHORTEST_READ) < 0 ? SHORTEST_READ : left);
                if (hasOutcome.test(last)) {
                    return last;
                }
                interval = INTERVAL;
                wait = interval;
            } catch (VippsException e) {
                boolean mayAppear = e instanceof NotFoundException && time.nanos() - start < NOT_YET;
                if (Thread.currentThread().isInterrupted() || last == null && isFinal(e) && !mayAppear) {
                    throw e;
                }
                failed = e;
                Duration told = e instanceof BusyException busy ? busy.retryAfter() : null;
                if (e instanceof BusyException) {
                    interval = Math.min(2 * interval, LONGEST_INTERVAL);
                }
                wait = told != null ? Math.max(told.toNanos(), INTERVAL) : interval;
            }
            long left = end - time.nanos();
            if (left <= 0 && last != null) {
                return last;
            }
            if (left <= 0 && failed != null) {
                throw failed;
            }
            wait = Math.min(wait, left);
        }
    }

    private static void sleep(Time time, long nanos) throws InterruptedException {
        if (nanos > 0) {
            time.sleep(nanos);
        }
    }

    private static NotSentException interrupted(
            CallInfo operation, int reads, Duration elapsed, InterruptedException cause) {
        CallInfo info = new CallInfo(
                operation.operation(), operation.reference(), operation.merchantSerialNumber(), null, reads, elapsed);
        return new NotSentException(
                info.operation() + " of " + info.reference()
                        + " was interrupted before its next read. The payment goes on"
                        + " without it: ask again for its outcome. [" + info + "]",
                cause,
                info);
    }

    private static boolean isFinal(VippsException e) {
        return e instanceof ApiException && !(e instanceof BusyException) && !(e instanceof ServerException);
    }
}
