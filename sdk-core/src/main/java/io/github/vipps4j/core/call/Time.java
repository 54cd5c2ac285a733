package io.github.vipps4j.core.call;

import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The passing of time, so that tests can let it pass without waiting. */
public interface Time {
    /** The machine's time. */
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(long nanos) throws InterruptedException {
            TimeUnit.NANOSECONDS.sleep(nanos);
        }
    };

    /** A reading that only differences of mean something, as {@link System#nanoTime()}. */
    long nanos();

    /** The wall clock. */
    Instant now();

    /** Waits. */
    void sleep(long nanos) throws InterruptedException;
}
