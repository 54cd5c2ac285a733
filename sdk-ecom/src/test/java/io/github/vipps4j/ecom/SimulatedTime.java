package io.github.vipps4j.ecom;

import io.github.vipps4j.core.call.Time;
import io.github.vipps4j.simulator.SimulatorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The simulator's clock: whoever sleeps lets the time pass for everybody, at once. */
final class SimulatedTime implements Time {
    private final SimulatorClock clock;
    private final Instant start;
    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

    SimulatedTime(SimulatorClock clock) {
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public long nanos() {
        return Duration.between(start, clock.instant()).toNanos();
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void sleep(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Duration duration = Duration.ofNanos(nanos);
        sleeps.add(duration);
        clock.advance(duration);
    }

    List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
