package io.github.vipps4j.ecom;

import io.github.vipps4j.core.Amount;
import java.time.Instant;

/**
 * Where an order stood: what has to differ to be news. The constructor is API: a store rebuilds a snapshot from these
 * six.
 *
 * @param state where it stood
 * @param over whether nothing more could come from the customer, with an outcome or without:
 *     {@link PaymentDetails#isOver}
 * @param reserved what the customer had approved
 * @param captured the sum of the captures
 * @param refunded the sum of the refunds
 * @param remainingToCapture what could still be captured
 */
public record OrderSnapshot(
        OrderState state, boolean over, Amount reserved, Amount captured, Amount refunded, Amount remainingToCapture) {
    /** Of an order as it was read just now. */
    public static OrderSnapshot of(PaymentDetails details, Instant now) {
        return new OrderSnapshot(
                details.state(),
                details.isOver(now),
                details.reservedAmount(),
                details.capturedAmount(),
                details.refundedAmount(),
                details.remainingToCapture());
    }

    /** What is over stays over, also where nothing but the clock of another process has said so. */
    OrderSnapshot asOver() {
        return new OrderSnapshot(state, true, reserved, captured, refunded, remainingToCapture);
    }

    /**
     * No sum ever falls, what remains never grows again and no outcome is taken back: a read of which that seems so
     * came from a copy that lags behind. Whether it is over tells nothing of that: mere time makes it so.
     */
    boolean isOlderThan(OrderSnapshot known) {
        return reserved.value() < known.reserved.value()
                || captured.value() < known.captured.value()
                || refunded.value() < known.refunded.value()
                || reserved.equals(known.reserved) && remainingToCapture.value() > known.remainingToCapture.value()
                || state == OrderState.INITIATED && known.state != OrderState.INITIATED;
    }
}
