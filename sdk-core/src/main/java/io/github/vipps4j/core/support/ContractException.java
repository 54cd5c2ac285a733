package io.github.vipps4j.core.support;

/**
 * A body is not what the contract promises. The message names the place and the rule and never quotes the body, which may
 * be personal.
 */
public final class ContractException extends RuntimeException {
    /** At a place, such as {@code aggregate.capturedAmount.value}; empty for the whole body. */
    public ContractException(String place, String rule) {
        super(place.isEmpty() ? "the body " + rule : place + " " + rule);
    }
}
