package io.github.vipps4j.simulator;

/**
 * Where a payment stands, by ePayment 1.8.1. Once {@link #AUTHORIZED}, it stays so: captures, refunds and cancels show
 * in the amounts only.
 */
public enum SimulatedState {
    /** The customer has not acted yet. */
    CREATED,
    /** The customer approved; the money is or was reserved. */
    AUTHORIZED,
    /** The customer declined; in eCom and PSP v3 also: the approval failed. */
    ABORTED,
    /** The customer did nothing in time. */
    EXPIRED,
    /** The merchant cancelled before the customer acted. */
    TERMINATED
}
