package io.github.vipps4j.simulator;

import java.time.Clock;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The person with the app, who acts on payments in state {@link SimulatedState#CREATED}.
 *
 * <p>All methods throw {@link java.util.NoSuchElementException} if there is no such payment, and
 * {@link IllegalStateException} if it is no longer to be decided, or if several sales units have a payment with this
 * reference and none was named.
 */
public final class SimulatedCustomer {
    private final PaymentBook book;
    private final Clock clock;

    SimulatedCustomer(PaymentBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /**
     * Approves: the money is reserved.
     *
     * @param reference the payment
     */
    public void approve(String reference) {
        act(null, reference, payment -> payment.approve(clock.instant()));
    }

    /**
     * Approves: the money is reserved.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void approve(String merchantSerialNumber, String reference) {
        act(Objects.requireNonNull(merchantSerialNumber), reference, payment -> payment.approve(clock.instant()));
    }

    /**
     * Declines: the payment is {@link SimulatedState#ABORTED}.
     *
     * @param reference the payment
     */
    public void reject(String reference) {
        act(null, reference, payment -> payment.end(SimulatedState.ABORTED, clock.instant(), null));
    }

    /**
     * Declines: the payment is {@link SimulatedState#ABORTED}.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void reject(String merchantSerialNumber, String reference) {
        act(
                Objects.requireNonNull(merchantSerialNumber),
                reference,
                payment -> payment.end(SimulatedState.ABORTED, clock.instant(), null));
    }

    /**
     * Does nothing until the time is over: the payment is {@link SimulatedState#EXPIRED} at once. The clock stays.
     *
     * @param reference the payment
     */
    public void ignore(String reference) {
        act(null, reference, payment -> payment.end(SimulatedState.EXPIRED, clock.instant(), null));
    }

    /**
     * Does nothing until the time is over: the payment is {@link SimulatedState#EXPIRED} at once. The clock stays.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void ignore(String merchantSerialNumber, String reference) {
        act(
                Objects.requireNonNull(merchantSerialNumber),
                reference,
                payment -> payment.end(SimulatedState.EXPIRED, clock.instant(), null));
    }

    /**
     * Is in 3-D Secure, or the bank is at work: until approval or rejection, cancel is answered 6250.
     *
     * @param reference the payment
     */
    public void startsApproving(String reference) {
        act(null, reference, Payment::startsApproving);
    }

    /**
     * Is in 3-D Secure, or the bank is at work: until approval or rejection, cancel is answered 6250.
     *
     * @param merchantSerialNumber whose payment
     * @param reference the payment
     */
    public void startsApproving(String merchantSerialNumber, String reference) {
        act(Objects.requireNonNull(merchantSerialNumber), reference, Payment::startsApproving);
    }

    private void act(@Nullable String msn, String reference, Consumer<Payment> decision) {
        book.alone(() -> {
            Payment payment = book.only(msn, reference);
            if (payment.state() != SimulatedState.CREATED) {
                throw new IllegalStateException("The customer can only act on a payment that is CREATED; " + reference
                        + " is " + payment.state());
            }
            decision.accept(payment);
            return payment;
        });
    }
}
