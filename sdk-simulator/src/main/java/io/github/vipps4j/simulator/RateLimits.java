package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often ePayment may be called within a minute of the simulator's clock: 5 times to create, capture, cancel or refund
 * one payment, 120 times to read it. Each operation counts for itself, and what is refused does not count: the
 * simulator's choice.
 */
final class RateLimits {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int MOST_CHANGES = 5;
    private static final int MOST_READS = 120;
    /** More buckets than this are looked through for old ones. */
    private static final int MANY_BUCKETS = 10_000;

    private final Clock clock;
    private final Mode mode;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Bucket, Deque<Instant>> buckets = new HashMap<>();

    RateLimits(Clock clock, Mode mode) {
        this.clock = clock;
        this.mode = mode;
    }

    /** Whether there are limits, and whether {@code Retry-After} says when to come back. */
    enum Mode {
        OFF,
        SILENT,
        RETRY_AFTER
    }

    /** What shares a limit; requests without a readable reference share one. */
    private record Bucket(ApiOperation operation, String reference, String caller) {}

    /** Lets a request in, or refuses it with 429. */
    void admit(ApiOperation operation, String reference, String caller) {
        if (mode == Mode.OFF || operation == ApiOperation.FORCE_APPROVE) {
            return;
        }
        boolean read = operation == ApiOperation.GET || operation == ApiOperation.EVENTS;
        lock.lock();
        try {
            Instant now = clock.instant();
            forgetOld(now);
            Deque<Instant> calls =
                    buckets.computeIfAbsent(new Bucket(operation, reference, caller), any -> new ArrayDeque<>());
            dropOld(calls, now);
            if (calls.size() >= (read ? MOST_READS : MOST_CHANGES)) {
                Duration wait = Duration.between(now, calls.getFirst().plus(WINDOW));
                throw Refusal.rateLimited(mode == Mode.RETRY_AFTER ? wait.toSeconds() + 1 : null);
            }
            calls.add(now);
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        lock.lock();
        try {
            buckets.clear();
        } finally {
            lock.unlock();
        }
    }

    private void forgetOld(Instant now) {
        if (buckets.size() > MANY_BUCKETS) {
            buckets.values().removeIf(calls -> {
                dropOld(calls, now);
                return calls.isEmpty();
            });
        }
    }

    private static void dropOld(Deque<Instant> calls, Instant now) {
        while (!calls.isEmpty() && !now.isBefore(calls.getFirst().plus(WINDOW))) {
            calls.removeFirst();
        }
    }
}
