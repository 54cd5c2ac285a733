package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.Resolution;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One receipt on its way to its order, which takes one only. Where an answer does not tell what became of it, the order does:
 * a conflict that follows an attempt without an answer may be with the receipt of that attempt.
 */
final class ReceiptAddition {
    private static final int CONFLICT = 409;
    private static final Duration SHORTEST_READ = Duration.ofMillis(1);

    private final OrderManagementCalls orders;
    private final VippsSession session;
    private final PaymentType paymentType;
    private final String orderId;
    private final Receipt receipt;

    ReceiptAddition(
            OrderManagementCalls orders,
            VippsSession session,
            PaymentType paymentType,
            String orderId,
            Receipt receipt) {
        this.orders = orders;
        this.session = session;
        this.paymentType = paymentType;
        this.orderId = orderId;
        this.receipt = receipt;
    }

    StoredReceipt addIfAbsent() {
        try {
            add();
            return new StoredReceipt(receipt, true);
        } catch (ConflictException e) {
            return stored(e);
        } catch (OutcomeUnknownException e) {
            if (isConflict(e)) {
                return stored(e);
            }
            throw e;
        }
    }

    private StoredReceipt stored(VippsException conflict) {
        Receipt there = inTheWay(conflict);
        if (there == null) {
            throw conflict;
        }
        return new StoredReceipt(there, isSame(there));
    }

    private static boolean isConflict(OutcomeUnknownException e) {
        return e.error() != null && e.error().status() == CONFLICT;
    }

    /** Null if there is none to be read in what is left of the time. */
    private @Nullable Receipt inTheWay(VippsException conflict) {
        Duration left = session.timeLeft(conflict);
        if (left.compareTo(SHORTEST_READ) < 0) {
            return null;
        }
        try {
            return orders.receipt(paymentType, orderId, left);
        } catch (VippsException unread) {
            conflict.addSuppressed(unread);
            return null;
        }
    }

    /** The answer is the id of something that no operation asks for: it is not read, so nothing in it can be wrong. */
    void add() {
        session.execute(OrderManagementCalls.call(
                        OrderManagementCalls.ADD_RECEIPT, Repeatability.CHECKED, anything -> Boolean.TRUE)
                .path("paymentType", paymentType.code())
                .path("orderId", orderId)
                .reference(orderId)
                .body(Requests.receipt(receipt))
                .check(within -> isSame(orders.receipt(paymentType, orderId, within)) ? Boolean.TRUE : null)
                .advice(
                        CONFLICT,
                        "The order has a receipt, which it keeps: addReceiptIfAbsent says whether it is this one")
                .settledBy("Look at getOrder(paymentType, orderId), or repeat it with addReceiptIfAbsent")
                .resolvedBy(this::resolution)
                .build());
    }

    private boolean isSame(@Nullable Receipt there) {
        return there != null && SameReceipt.isSame(there, receipt);
    }

    /** Of one that says something else nobody knows whether the service has only put it differently. */
    private Resolution resolution() {
        Receipt there = orders.receipt(paymentType, orderId, null);
        if (there == null) {
            return Resolution.NOT_APPLIED;
        }
        return isSame(there) ? Resolution.APPLIED : Resolution.STILL_UNKNOWN;
    }
}
