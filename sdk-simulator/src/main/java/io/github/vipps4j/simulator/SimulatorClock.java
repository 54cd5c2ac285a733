package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time inside the simulator: real time plus an offset that grows until {@link VippsSimulator#reset()}.
 *
 * <p>Expiry of payments and tokens, capture and refund deadlines, webhook retries and all timestamps follow it. It is a
 * {@link Clock}, so that the code under test can share it.
 */
public final class SimulatorClock extends Clock {
    private static final Duration MOST = Duration.ofDays(100 * 365);

    private final AtomicReference<Duration> offset;
    /** Told after each advance, by whichever copy. */
    private final List<Runnable> listeners;

    private final ZoneId zone;

    SimulatorClock() {
        this(new AtomicReference<>(Duration.ZERO), new CopyOnWriteArrayList<>(), ZoneOffset.UTC);
    }

    private SimulatorClock(AtomicReference<Duration> offset, List<Runnable> listeners, ZoneId zone) {
        this.offset = offset;
        this.listeners = listeners;
        this.zone = zone;
    }

    /**
     * Lets time pass at once.
     *
     * @param time how much; not negative, and all in all at most 100 years
     * @throws IllegalArgumentException if it is; the clock is left as it was
     */
    public void advance(Duration time) {
        offset.accumulateAndGet(time, SimulatorClock::later);
        listeners.forEach(Runnable::run);
    }

    void onAdvance(Runnable listener) {
        listeners.add(listener);
    }

    private static Duration later(Duration offset, Duration time) {
        if (time.isNegative() || time.compareTo(MOST) > 0 || offset.plus(time).compareTo(MOST) > 0) {
            throw new IllegalArgumentException("advance: must not be negative, and all in all at most 100 years");
        }
        return offset.plus(time);
    }

    /**
     * The simulated time.
     *
     * @return now, as the simulator sees it
     */
    public Instant now() {
        return instant();
    }

    @Override
    public Instant instant() {
        return Instant.now().plus(offset.get());
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock, advanced together with this one, shown in another zone. */
    @Override
    public Clock withZone(ZoneId other) {
        return new SimulatorClock(offset, listeners, other);
    }

    void reset() {
        offset.set(Duration.ZERO);
    }
}
