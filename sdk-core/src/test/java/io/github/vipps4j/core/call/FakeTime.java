package io.github.vipps4j.core.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Time that passes only when somebody sleeps or {@link #advance(Duration)} is called. Safe for several threads. */
public final class FakeTime implements Time {
    /** What {@link #now()} says at first. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    // Near the end of the range: code that compares two readings instead of their difference fails.
    private static final long FIRST_NANOS = Long.MAX_VALUE - 1_000;

    private final List<Duration> sleeps = new ArrayList<>();
    private Duration passed = Duration.ZERO;

    @Override
    public synchronized long nanos() {
        return FIRST_NANOS + passed.toNanos();
    }

    @Override
    public synchronized Instant now() {
        return START.plus(passed);
    }

    /** Returns at once, that much later. */
    @Override
    public synchronized void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted before a sleep of " + Duration.ofNanos(nanos));
        }
        sleeps.add(Duration.ofNanos(nanos));
        if (nanos > 0) {
            passed = passed.plusNanos(nanos);
        }
    }

    /** Lets time pass without anybody sleeping. */
    public synchronized void advance(Duration duration) {
        passed = passed.plus(duration);
    }

    /** How much time has passed since this clock was made. */
    public synchronized Duration passed() {
        return passed;
    }

    /** Every sleep that was begun and not interrupted, in order. */
    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
