package io.github.vipps4j.core.call;

import java.time.Duration;

/** The end of a whole call, all attempts and waits together. */
record Deadline(Time time, long start, long end) {
    private static final long SHORTEST = Duration.ofMillis(1).toNanos();

    static Deadline in(Duration duration, Time time) {
        long now = time.nanos();
        return new Deadline(time, now, now + duration.toNanos());
    }

    /** Nanoseconds of the whole call. */
    long length() {
        return end - start;
    }

    /** Nanoseconds until the end; zero or less when it is over. */
    long left() {
        return end - time.nanos();
    }

    /** For a call within the call, or an attempt: at least a millisecond, for it has to have some time. */
    Duration remaining() {
        return Duration.ofNanos(Math.max(SHORTEST, left()));
    }

    Duration elapsed() {
        return Duration.ofNanos(time.nanos() - start);
    }
}
