package io.github.vipps4j.testsupport;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other threads are about to do. */
public final class Await {
    private static final long LONGEST = Duration.ofSeconds(10).toNanos();

    private Await() {}

    /**
     * Returns as soon as it is so.
     *
     * @throws AssertionError if it is not so within 10 s
     */
    public static void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LONGEST) {
                throw new AssertionError("It did not happen within 10 s");
            }
            Thread.onSpinWait();
        }
    }
}
