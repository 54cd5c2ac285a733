package io.github.vipps4j.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Something that goes wrong with one delivery of a webhook. What the receiver does not answer with 2xx is repeated
 * later, and then in order.
 */
public final class DeliveryFault {
    static final DeliveryFault NONE = new DeliveryFault("none", Duration.ZERO, 1, SignedRequest::sign);

    private final String name;
    private final Duration delay;
    private final int copies;
    private final Signing signing;

    private DeliveryFault(String name, Duration delay, int copies, Signing signing) {
        this.name = name;
        this.delay = delay;
        this.copies = copies;
        this.signing = signing;
    }

    /** How the event becomes what is sent. */
    @FunctionalInterface
    private interface Signing {
        SignedRequest sign(WebhookUrl url, String secret, Instant now, byte[] body);
    }

    /**
     * Sends it twice, each with its own date and signature. The answer to the first counts.
     *
     * @return the fault
     */
    public static DeliveryFault duplicate() {
        return new DeliveryFault("duplicate", Duration.ZERO, 2, SignedRequest::sign);
    }

    /**
     * Sends it later by the simulator's clock. Later events of the same payment wait for it; those of other payments
     * overtake it.
     *
     * @param time how much later, more than nothing
     * @return the fault
     * @throws IllegalArgumentException if it is not
     */
    public static DeliveryFault delay(Duration time) {
        requirePositive("delay", time);
        return new DeliveryFault("delay " + time, time, 1, SignedRequest::sign);
    }

    /**
     * Signs it with another secret.
     *
     * @return the fault
     */
    public static DeliveryFault forged() {
        return new DeliveryFault(
                "forged",
                Duration.ZERO,
                1,
                (url, secret, now, body) -> SignedRequest.sign(url, "not-" + secret, now, body));
    }

    /**
     * Gives it an old {@code x-ms-date}, with the signature that goes with it, as if somebody had recorded it.
     *
     * @param age how old by the simulator's clock, more than nothing
     * @return the fault
     * @throws IllegalArgumentException if it is not
     */
    public static DeliveryFault oldDate(Duration age) {
        requirePositive("age", age);
        return new DeliveryFault(
                "oldDate " + age,
                Duration.ZERO,
                1,
                (url, secret, now, body) -> SignedRequest.sign(url, secret, now.minus(age), body));
    }

    /**
     * Sends half of the body, with the hash and the signature of the whole.
     *
     * @return the fault
     */
    public static DeliveryFault truncated() {
        return new DeliveryFault(
                "truncated",
                Duration.ZERO,
                1,
                (url, secret, now, body) ->
                        SignedRequest.sign(url, secret, now, body).withBody(Arrays.copyOf(body, body.length / 2)));
    }

    /** Zero if it is not delayed. */
    Duration delay() {
        return delay;
    }

    int copies() {
        return copies;
    }

    SignedRequest sign(WebhookUrl url, String secret, Instant now, byte[] body) {
        return signing.sign(url, secret, now, body);
    }

    /** The name of the method that made it, and its argument. */
    @Override
    public String toString() {
        return name;
    }

    private static void requirePositive(String name, Duration time) {
        if (time.isNegative() || time.isZero() || time.compareTo(Duration.ofDays(365)) > 0) {
            throw new IllegalArgumentException(name + ": must be more than 0 and at most 365 days");
        }
    }
}
