package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How often the payment APIs may be called within a minute of the simulator's clock: 5 times to create, capture, cancel
 * or refund one payment, 120 times to read it, but 2 times to initiate it in eCom. Each operation counts for itself,
 * and what is refused does not count: the simulator's choice.
 */
final class RateLimits {
    private static final Duration WINDOW = Duration.ofSeconds(60);
    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final Clock clock;
    private final Mode mode;
    private final ReentrantLock lock = new ReentrantLock();
    /** In the order of their last calls, so that those to be forgotten stand first. */
    private final Map<Bucket, Deque<Instant>> buckets = new LinkedHashMap<>();

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
        int most = most(operation);
        if (mode == Mode.OFF || most == UNLIMITED) {
            return;
        }
        lock.lock();
        try {
            Instant now = clock.instant();
            forgetOld(now);
            Bucket bucket = new Bucket(operation, reference, caller);
            Deque<Instant> calls = buckets.getOrDefault(bucket, new ArrayDeque<>());
            dropOld(calls, now);
            if (calls.size() >= most) {
                Duration wait = Duration.between(now, calls.getFirst().plus(WINDOW));
                throw Refusal.rateLimited(mode == Mode.RETRY_AFTER ? wait.toSeconds() + 1 : null);
            }
            calls.add(now);
            buckets.remove(bucket);
            buckets.put(bucket, calls);
        } finally {
            lock.unlock();
        }
    }

    private static int most(ApiOperation operation) {
        return switch (operation) {
            case ECOM_INITIATE -> 2;
            case CREATE, CAPTURE, CANCEL, REFUND, ECOM_CAPTURE, ECOM_CANCEL, ECOM_REFUND -> 5;
            case GET, EVENTS, ECOM_DETAILS, ECOM_STATUS -> 120;
            default -> UNLIMITED;
        };
    }

    void reset() {
        lock.lock();
        try {
            buckets.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Looks only at what it forgets, and at one more. */
    private void forgetOld(Instant now) {
        Iterator<Deque<Instant>> oldest = buckets.values().iterator();
        while (oldest.hasNext() && isOld(oldest.next().getLast(), now)) {
            oldest.remove();
        }
    }

    private static void dropOld(Deque<Instant> calls, Instant now) {
        while (!calls.isEmpty() && isOld(calls.getFirst(), now)) {
            calls.removeFirst();
        }
    }

    private static boolean isOld(Instant call, Instant now) {
        return !now.isBefore(call.plus(WINDOW));
    }
}
