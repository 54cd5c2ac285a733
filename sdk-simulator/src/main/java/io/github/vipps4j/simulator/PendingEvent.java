package io.github.vipps4j.simulator;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An event on its way to one registration, with all attempts to deliver it. Guarded by the lock of {@link Dispatcher}. */
final class PendingEvent {
    private static final Duration LONGEST_TRY = Duration.ofDays(7);

    private final PaymentKey payment;
    private final SimulatedPayment.Event event;
    private final byte[] body;
    private Instant due;
    private int attempts;
    private @Nullable Instant firstAttempt;
    private boolean underWay;
    private boolean letThrough;

    PendingEvent(PaymentKey payment, SimulatedPayment.Event event, byte[] body) {
        this.payment = payment;
        this.event = event;
        this.body = body;
        this.due = event.timestamp();
    }

    PaymentKey payment() {
        return payment;
    }

    SimulatedPayment.Event event() {
        return event;
    }

    byte[] body() {
        return body;
    }

    /** When the next attempt is to be made. */
    Instant due() {
        return due;
    }

    /** Sends it at the given time at the earliest. */
    void notBefore(Instant time) {
        if (due.isBefore(time)) {
            due = time;
        }
    }

    /** Sends it although all others are held. */
    void letThrough(Instant now) {
        letThrough = true;
        notBefore(now);
    }

    boolean isLetThrough() {
        return letThrough;
    }

    boolean isUnderWay() {
        return underWay;
    }

    void start() {
        underWay = true;
        if (firstAttempt == null) {
            firstAttempt = due;
        }
    }

    /** Counts one more attempt, and gives its number. */
    int nextAttempt() {
        return ++attempts;
    }

    void arrive() {
        underWay = false;
    }

    /**
     * Plans another attempt after a failed one.
     *
     * @param waited how long it took to fail
     * @return false if it has been tried long enough
     */
    boolean retry(Duration waited) {
        underWay = false;
        Instant next = due.plus(waited).plus(delayAfter(attempts));
        if (firstAttempt == null || next.isAfter(firstAttempt.plus(LONGEST_TRY))) {
            return false;
        }
        due = next;
        return true;
    }

    /** The pause after the given number of failed attempts. */
    static Duration delayAfter(int attempts) {
        if (attempts <= 4) {
            return Duration.ofSeconds(2);
        }
        return switch (attempts) {
            case 5 -> Duration.ofSeconds(60);
            case 6 -> Duration.ofSeconds(120);
            default -> attempts < 29 ? Duration.ofHours(1) : Duration.ofDays(1);
        };
    }
}
