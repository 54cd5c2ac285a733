package io.github.vipps4j.psp;

import io.github.vipps4j.core.call.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes only when somebody sleeps. */
final class FakeTime implements Time {
    static final Instant START = Instant.parse("2026-07-01T10:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    @Override
    public long nanos() {
        return nanos.get();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos());
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

    Duration elapsed() {
        return Duration.ofNanos(nanos());
    }

    List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
