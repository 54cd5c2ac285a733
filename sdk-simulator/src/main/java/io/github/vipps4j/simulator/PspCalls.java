package io.github.vipps4j.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The calls to payment service providers: {@code makePayment} of PSP v3, and the card callbacks of card passthrough. A
 * customer who approves waits for the answer; what became of a payment that was not approved is told from another thread,
 * and so is a force approve: tests do not sleep, they call {@link #awaitIdle}.
 *
 * <p>Only providers on the loopback address are ever called: the simulator's own choice. To the customer a call to another
 * has failed.
 */
public final class PspCalls {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final PspCaller caller;

    PspCalls(PspCaller caller) {
        this.caller = caller;
    }

    /**
     * What was sent, duplicates and repeats included.
     *
     * @return the last 10 000 calls in the order in which they ended
     */
    public List<PspCall> all() {
        return caller.calls();
    }

    /**
     * Lets something go wrong with the next call that has no fault waiting yet.
     *
     * @param fault what
     */
    public void next(PspCallFault fault) {
        next(1, fault);
    }

    /**
     * Lets the same go wrong with several calls in a row.
     *
     * @param times how many, 1 to 10,000
     * @param fault what
     * @throws IllegalArgumentException if {@code times} is outside its range
     */
    public void next(int times, PspCallFault fault) {
        Faults.requireTimes(times);
        caller.add(times, Objects.requireNonNull(fault, "fault"));
    }

    /** Takes back all faults of calls to come. What is late already is still to be sent. */
    public void clearFaults() {
        caller.clearFaults();
    }

    /** Sends what is {@link PspCallFault#late()}, all at once, each from its own thread. */
    public void sendLate() {
        caller.sendLate();
    }

    /**
     * Sends a call again, the same bytes, and waits for the answer, which has no effect.
     *
     * @param number of the call
     * @return the call that was made
     * @throws java.util.NoSuchElementException if there is none with this number, or it was too long ago
     */
    public PspCall repeat(long number) {
        return caller.repeat(number);
    }

    /**
     * Waits until everything that is to be told by now has been sent and answered or has failed. What is late is not waited
     * for before {@link #sendLate()}.
     *
     * @param atMost real time, at most an hour
     * @throws IllegalArgumentException if it is negative or longer
     * @throws IllegalStateException if it is over before
     */
    public void awaitIdle(Duration atMost) {
        if (atMost.isNegative() || atMost.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("atMost: must be 0 to 1 hour");
        }
        caller.awaitIdle(atMost);
    }
}
