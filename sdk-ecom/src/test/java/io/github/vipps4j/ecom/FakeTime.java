package io.github.vipps4j.ecom;

import io.github.vipps4j.core.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody sleeps or {@link #advance} is called. */
final class FakeTime implements Time {
    static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private volatile Duration wallClockShift = Duration.ZERO;

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos()).plus(wallClockShift);
    }

    @Override
    public void sleep(long duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(Duration.ofNanos(duration));
        nanos.addAndGet(duration);
    }

    void advance(Duration duration) {
        nanos.addAndGet(duration.toNanos());
    }

    /** Somebody sets the machine's clock; the time that has passed is not touched by it. */
    void setWallClock(Duration ahead) {
        wallClockShift = ahead;
    }

    Duration elapsed() {
        return Duration.ofNanos(nanos());
    }

    List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
