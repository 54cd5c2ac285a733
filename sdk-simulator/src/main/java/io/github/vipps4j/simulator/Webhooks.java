package io.github.vipps4j.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * The webhooks that the simulator sends, by Webhooks API v1: every event of an ePayment payment goes to every
 * registration that asks for it, signed, repeated until it is answered 2xx, and in order for each registration and
 * payment.
 *
 * <p>Time is that of {@link SimulatorClock}: an advance makes all attempts that would have been made meanwhile. Tests do
 * not sleep; they call {@link #awaitIdle}.
 *
 * <p>Only receivers on the loopback address are ever called. Registrations of other URLs are kept, and nothing is sent
 * to them: the simulator's own choice.
 */
public final class Webhooks {
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private final Dispatcher dispatcher;

    Webhooks(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    /**
     * Who is registered now.
     *
     * @return registrations in the order in which they were made
     */
    public List<WebhookRegistration> registrations() {
        return dispatcher.registrations();
    }

    /**
     * What was sent.
     *
     * @return the last 10 000 attempts in the order in which they ended
     */
    public List<WebhookDelivery> deliveries() {
        return dispatcher.deliveries();
    }

    /**
     * Waits until everything that is due now, and not held, has been sent and answered or has failed. A repeat that is
     * due later by the simulator's clock is not waited for.
     *
     * @param atMost real time, 0 to 1 hour
     * @throws IllegalArgumentException if it is more or less
     * @throws IllegalStateException if that was not enough, or the thread was interrupted
     */
    public void awaitIdle(Duration atMost) {
        Objects.requireNonNull(atMost, "atMost");
        if (atMost.isNegative() || atMost.compareTo(LONGEST_WAIT) > 0) {
            throw new IllegalArgumentException("atMost: must be 0 to 1 hour");
        }
        dispatcher.awaitIdle(atMost);
    }

    /**
     * Lets the next delivery that has no fault waiting yet go wrong.
     *
     * @param fault what happens to it
     */
    public void next(DeliveryFault fault) {
        next(1, fault);
    }

    /**
     * Lets several deliveries in a row go wrong, repeats among them.
     *
     * @param times how many, 1 to 10,000
     * @param fault what happens to each
     * @throws IllegalArgumentException if {@code times} is outside its range
     */
    public void next(int times, DeliveryFault fault) {
        Objects.requireNonNull(fault, "fault");
        Faults.requireTimes(times);
        dispatcher.faults().add(times, fault);
    }

    /** Takes back all faults that wait. What is held or delayed already stays so. */
    public void clearFaults() {
        dispatcher.faults().clear();
    }

    /**
     * Sends nothing more until {@link #release()}, nor what was released one by one; what is on its way arrives. The two
     * weeks after which a registration that only fails is deleted go on.
     */
    public void hold() {
        dispatcher.hold();
    }

    /** Sends what was held, and from now on everything. */
    public void release() {
        dispatcher.release();
    }

    /**
     * Sends what is held for one payment and goes on to hold all else, later events of this payment too: so payments
     * overtake each other as the test says.
     *
     * @param reference the payment
     * @throws java.util.NoSuchElementException if nothing waits for such a payment
     * @throws IllegalStateException if something waits for such payments of several sales units
     */
    public void release(String reference) {
        dispatcher.release(null, Objects.requireNonNull(reference, "reference"));
    }

    /**
     * Sends what is held for one payment and goes on to hold all else, later events of this payment too.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     * @throws java.util.NoSuchElementException if nothing waits for such a payment
     */
    public void release(String merchantSerialNumber, String reference) {
        dispatcher.release(
                Objects.requireNonNull(merchantSerialNumber, "merchantSerialNumber"),
                Objects.requireNonNull(reference, "reference"));
    }

    /**
     * Loses a registration without a word, as the real service does after two weeks without an answer.
     *
     * @param id its id
     * @throws java.util.NoSuchElementException if there is none
     */
    public void lose(String id) {
        dispatcher.lose(Objects.requireNonNull(id, "id"));
    }
}
