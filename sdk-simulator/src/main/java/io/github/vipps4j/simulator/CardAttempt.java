package io.github.vipps4j.simulator;

/**
 * One try of a customer to pay with a card that a payment service provider processes: a call, and another after 3-D Secure.
 *
 * @param id its own
 * @param approval who approves, and how it is shipped
 * @param nthCall of all that were made for the payment, from 1
 */
record CardAttempt(String id, Approval approval, int nthCall) {
    CardAttempt again() {
        return new CardAttempt(id, approval, nthCall + 1);
    }
}
