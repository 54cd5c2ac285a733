package io.github.vipps4j.ecom;

/**
 * An {@link OrderChangeHandler} failed: the difference it was told is not accepted, and is told again with the next
 * hint.
 */
public final class OrderNotAcceptedException extends RuntimeException {
    private final OrderKey key;

    OrderNotAcceptedException(OrderKey key, Exception cause) {
        super("The handler did not accept the change of order " + key + "; it is told again with the next hint", cause);
        this.key = key;
    }

    /** Which order. */
    public OrderKey key() {
        return key;
    }
}
