package io.github.vipps4j.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Collects how a simulator is to be. Its fields are for {@link VippsSimulator} to read. */
public final class VippsSimulatorBuilder {
    final List<SalesUnit> units = new ArrayList<>();
    final List<Partner> partners = new ArrayList<>();
    final List<PaymentServiceProvider> psps = new ArrayList<>();
    Duration webhookAnswerTime = Duration.ofSeconds(10);
    Duration shippingAnswerTime = Duration.ofSeconds(10);
    Duration callbackAnswerTime = Duration.ofSeconds(3);
    Duration makePaymentAnswerTime = Duration.ofSeconds(15);
    Duration cardCallbackAnswerTime = Duration.ofSeconds(20);
    Duration profileDelay = Duration.ZERO;
    RateLimits.Mode rateLimits = RateLimits.Mode.OFF;
    boolean capitalisedReference;
    boolean numericMerchantSerialNumber;
    boolean unlistedTimeOut;
    int port;
    boolean production;
    boolean plainJson;
    boolean orderManagementInProductionOnly;

    VippsSimulatorBuilder() {}

    /**
     * Sets the port; a free one if this is not called, or 0.
     *
     * @param port 0 to 65535
     * @return this builder
     */
    public VippsSimulatorBuilder port(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be 0 to 65535: " + port);
        }
        this.port = port;
        return this;
    }

    /**
     * Behaves like the production environment: tokens live 24 hours, {@code CARD} payments are possible, there is
     * no force approve, partner keys work.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder production() {
        production = true;
        return this;
    }

    /**
     * Adds sales units; the default one is then left out.
     *
     * @param salesUnits each with its own MSN and client id; the first is the default
     * @return this builder
     */
    public VippsSimulatorBuilder salesUnit(SalesUnit... salesUnits) {
        units.addAll(Arrays.asList(salesUnits));
        return this;
    }

    /**
     * Adds partners with keys for several sales units. They work in {@link #production()} only.
     *
     * @param some each with its own name
     * @return this builder
     */
    public VippsSimulatorBuilder partner(Partner... some) {
        partners.addAll(Arrays.asList(some));
        return this;
    }

    /**
     * Adds payment service providers with keys for the sales units whose cards they process.
     *
     * @param some each with its own name
     * @return this builder
     */
    public VippsSimulatorBuilder paymentServiceProvider(PaymentServiceProvider... some) {
        psps.addAll(Arrays.asList(some));
        return this;
    }

    /**
     * Sets how long a receiver of webhooks may take to answer; 10 seconds if this is not called, as in Webhooks API
     * v1.
     *
     * @param time real time, at least a millisecond and at most an hour
     * @return this builder
     */
    public VippsSimulatorBuilder webhookAnswerTime(Duration time) {
        requireAnswerTime("webhookAnswerTime", time);
        webhookAnswerTime = time;
        return this;
    }

    /**
     * Sets how long a merchant may take to answer which shipping options there are for an address; 10 seconds if
     * this is not called, as in eCom 2.0.3. The real limit of ePayment is not published.
     *
     * @param time real time, at least a millisecond and at most an hour
     * @return this builder
     */
    public VippsSimulatorBuilder shippingAnswerTime(Duration time) {
        requireAnswerTime("shippingAnswerTime", time);
        shippingAnswerTime = time;
        return this;
    }

    /**
     * Sets how long a merchant may take to hear what became of a payment of eCom; 3 seconds if this is not called, as
     * in eCom 2.0.3.
     *
     * @param time real time, at least a millisecond and at most an hour
     * @return this builder
     */
    public VippsSimulatorBuilder callbackAnswerTime(Duration time) {
        requireAnswerTime("callbackAnswerTime", time);
        callbackAnswerTime = time;
        return this;
    }

    /**
     * Sets how long a payment service provider may take to answer {@code makePayment}; 15 seconds if this is not called, as
     * in PSP v3.
     *
     * @param time real time, at least a millisecond and at most an hour
     * @return this builder
     */
    public VippsSimulatorBuilder makePaymentAnswerTime(Duration time) {
        requireAnswerTime("makePaymentAnswerTime", time);
        makePaymentAnswerTime = time;
        return this;
    }

    /**
     * Sets how long a payment service provider may take to answer a card callback; 20 seconds if this is not called, as in
     * ePayment 1.8.1.
     *
     * @param time real time, at least a millisecond and at most an hour
     * @return this builder
     */
    public VippsSimulatorBuilder cardCallbackAnswerTime(Duration time) {
        requireAnswerTime("cardCallbackAnswerTime", time);
        cardCallbackAnswerTime = time;
        return this;
    }

    private static void requireAnswerTime(String name, Duration time) {
        if (time.toMillis() < 1 || time.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(name + " must be 1 ms to 1 hour: " + time);
        }
    }

    /**
     * Spells the reference {@code Reference} when a merchant is asked for shipping options, like the other names
     * there, instead of {@code reference} as ePayment 1.8.1 has it.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder capitalisedReference() {
        capitalisedReference = true;
        return this;
    }

    /**
     * Sends {@code merchantSerialNumber} in callbacks of eCom as a number, as older examples have it, instead of the
     * string of eCom 2.0.3.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder numericMerchantSerialNumber() {
        numericMerchantSerialNumber = true;
        return this;
    }

    /**
     * Leaves it out of the history of an eCom payment that its time is over, so that there is {@code INITIATE} alone for
     * good. Which entry the real service writes then, if any, is not published.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder unlistedTimeOut() {
        unlistedTimeOut = true;
        return this;
    }

    /**
     * Sets how long after approval {@code profile.sub} and {@code userDetails} can be read; at once if this is not
     * called. With a delay the webhook for {@code AUTHORIZED} is without them. In eCom only {@code sub} of details is
     * late.
     *
     * @param time by the simulator's clock, not negative
     * @return this builder
     */
    public VippsSimulatorBuilder profileDelay(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("profileDelay must not be negative: " + time);
        }
        profileDelay = time;
        return this;
    }

    /**
     * Limits the payment APIs as the real service does: each payment to 5 requests a minute to create, capture, cancel
     * and refund, and to 120 to read it, its events or its status, each operation for itself; in eCom to 2 requests a
     * minute to initiate it. What is over is answered 429 with {@code Retry-After}. Without this call there are no
     * limits, so that load and chaos tests can repeat at once.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder rateLimits() {
        rateLimits = RateLimits.Mode.RETRY_AFTER;
        return this;
    }

    /**
     * Limits as {@link #rateLimits()}, but without the header {@code Retry-After}, which the real service does not
     * promise.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder rateLimitsWithoutRetryAfter() {
        rateLimits = RateLimits.Mode.SILENT;
        return this;
    }

    /**
     * Answers successful captures, refunds and cancels as {@code application/json}, instead of the
     * {@code application/problem+json} that ePayment 1.8.1 declares for them.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder plainJson() {
        plainJson = true;
        return this;
    }

    /**
     * Answers 404 to all requests for Order Management in the test environment. The real API is served in production only;
     * that its test environment answers just so is not promised. Without this call it is served in both, so that tests need no other environment.
     *
     * @return this builder
     */
    public VippsSimulatorBuilder orderManagementInProductionOnly() {
        orderManagementInProductionOnly = true;
        return this;
    }

    /**
     * Starts to listen.
     *
     * @return the running simulator
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public VippsSimulator start() {
        return new VippsSimulator(this);
    }
}
