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
    private int failures;
    private @Nullable Instant firstAttempt;
    private @Nullable DeliveryFault delayedBy;
    private boolean underWay;
    /** By the real clock, as receivers take real time. */
    private long startedNanos;

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

    /** Sends it at the given time at the earliest, unless it has been sent already. */
    void notBefore(Instant time) {
        if (!underWay && due.isBefore(time)) {
            due = time;
        }
    }

    /** Sends it later by the delay of the fault: later than it was due, however far the clock has jumped. */
    void delay(DeliveryFault fault) {
        delayedBy = fault;
        due = due.plus(fault.delay());
    }

    /** What the next attempt was delayed by, if anything. */
    @Nullable
    DeliveryFault delayedBy() {
        return delayedBy;
    }

    /** Sends it although all others are held. */
    void letThrough(Instant now) {
        letThrough = true;
        notBefore(now);
    }

    /** Holds it again, with all others. */
    void hold() {
        letThrough = false;
    }

    boolean isLetThrough() {
        return letThrough;
    }

    boolean isUnderWay() {
        return underWay;
    }

    void start() {
        underWay = true;
        startedNanos = System.nanoTime();
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
        delayedBy = null;
        failures++;
        Instant next = due.plus(waited).plus(delayAfter(failures));
        if (firstAttempt == null || next.isAfter(firstAttempt.plus(LONGEST_TRY))) {
            return false;
        }
        due = next;
        return true;
    }

    /** When it would be sent again at the earliest, should the attempt that is under way or next fail now. */
    Instant earliestRepeat() {
        Duration waited = underWay ? Duration.ofNanos(System.nanoTime() - startedNanos) : Duration.ZERO;
        return due.plus(waited).plus(delayAfter(failures + 1));
    }

    /** The pause after the given number of failures. */
    private static Duration delayAfter(int failures) {
        if (failures <= 4) {
            return Duration.ofSeconds(2);
        }
        return switch (failures) {
            case 5 -> Duration.ofSeconds(60);
            case 6 -> Duration.ofSeconds(120);
            default -> failures < 29 ? Duration.ofHours(1) : Duration.ofDays(1);
        };
    }
}
