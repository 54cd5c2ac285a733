package io.github.vipps4j.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets time pass for payments of which somebody outside is to hear when they end, even if nobody looks at them: in one
 * thread, and only once there is such a payment.
 *
 * <p>Its lock may be taken while that of {@link PaymentBook} is held, never the other way round.
 */
final class ExpiryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);

    private final Clock clock;
    private final PaymentBook book;

    private final ReentrantLock lock = new ReentrantLock();
    private boolean needed;
    private @Nullable Future<?> alarm;
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(
            1, Daemons.named("vipps-simulator-expiry-"), new ThreadPoolExecutor.DiscardPolicy());

    ExpiryWatch(Clock clock, PaymentBook book) {
        this.clock = clock;
        this.book = book;
        thread.setRemoveOnCancelPolicy(true);
    }

    /** Something has happened to such a payment. */
    void follow() {
        set(true);
        wakeIfNeeded();
    }

    /** To be told when the clock was advanced. */
    void wakeIfNeeded() {
        lock.lock();
        try {
            if (needed) {
                thread.execute(this::look);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Lets pass what time has passed, and comes back when something is to happen by itself. */
    private void look() {
        try {
            Instant now = clock.instant();
            book.passTime(now);
            comeBack(now, book.nextDeadline());
        } catch (RuntimeException e) {
            LOG.error("The simulator failed to look what became of payments", e);
        }
    }

    private void comeBack(Instant now, @Nullable Instant deadline) {
        lock.lock();
        try {
            if (alarm != null) {
                alarm.cancel(false);
            }
            alarm = deadline == null
                    ? null
                    : thread.schedule(
                            this::look, Duration.between(now, deadline).toMillis() + 1, TimeUnit.MILLISECONDS);
        } finally {
            lock.unlock();
        }
    }

    private void set(boolean value) {
        lock.lock();
        try {
            needed = value;
        } finally {
            lock.unlock();
        }
    }

    void reset() {
        set(false);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
