package io.github.vipps4j.simulator;

import java.time.Duration;
import java.util.List;

/**
 * What the simulator tells merchants by eCom 2.0.3: once what became of each payment, and when a user takes a consent
 * back. Each is tried once, from another thread; tests do not sleep, they call {@link #awaitIdle}.
 *
 * <p>Only merchants on the loopback address are ever called: the simulator's own choice. What is for others is noted as
 * not answered.
 */
public final class Callbacks {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final CallbackSender sender;

    Callbacks(CallbackSender sender) {
        this.sender = sender;
    }

    /**
     * What was sent.
     *
     * @return the last 10 000 attempts in the order in which they ended
     */
    public List<CallbackDelivery> deliveries() {
        return sender.deliveries();
    }

    /**
     * Waits until everything that is to be told by now has been sent and answered or has failed.
     *
     * @param atMost real time, at most an hour
     * @throws IllegalArgumentException if it is negative or longer
     * @throws IllegalStateException if it is over before
     */
    public void awaitIdle(Duration atMost) {
        if (atMost.isNegative() || atMost.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("atMost: must be 0 to 1 hour");
        }
        sender.awaitIdle(atMost);
    }
}
