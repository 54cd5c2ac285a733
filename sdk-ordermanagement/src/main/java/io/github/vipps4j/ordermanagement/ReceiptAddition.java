package io.github.vipps4j.ordermanagement;

import io.github.vipps4j.core.CallInfo;
import io.github.vipps4j.core.ConflictException;
import io.github.vipps4j.core.OutcomeUnknownException;
import io.github.vipps4j.core.Processed;
import io.github.vipps4j.core.Receipt;
import io.github.vipps4j.core.VippsException;
import io.github.vipps4j.core.call.ApiCall;
import io.github.vipps4j.core.call.Repeatability;
import io.github.vipps4j.core.call.VippsSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One receipt on its way to its order, which takes one only. Where an answer does not tell what became of it, the order does.
 */
final class ReceiptAddition {
    private final OrderManagementCalls orders;
    private final VippsSession session;
    private final PaymentType paymentType;
    private final String orderId;
    private final Receipt receipt;

    /** Whether an attempt may have arrived without our knowing: then the receipt that is in the way may be ours. */
    private boolean mayHaveArrived;

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

    void add() {
        try {
            send();
        } catch (ConflictException e) {
            if (!mayHaveArrived || !stored(e).isSame()) {
                throw e;
            }
        }
    }

    StoredReceipt addIfAbsent() {
        try {
            send();
            return new StoredReceipt(receipt, true, true);
        } catch (ConflictException e) {
            return stored(e);
        }
    }

    /** The answer is the id of something that no operation asks for: it is not read, so nothing in it can be wrong. */
    private void send() {
        session.execute(ApiCall.of(OrderManagementCalls.ADD_RECEIPT, Repeatability.CHECKED, anything -> Boolean.TRUE)
                .path("paymentType", paymentType.name())
                .path("orderId", orderId)
                .reference(orderId)
                .body(Requests.receipt(receipt))
                .check(this::hasArrived)
                .settledBy("Look at getOrder(paymentType, orderId), or repeat it with addReceiptIfAbsent")
                .resolvedBy(() -> OrderManagementCalls.resolution(isThere(null)))
                .build());
    }

    private @Nullable Boolean hasArrived(Duration within) {
        mayHaveArrived = true;
        return isThere(within) ? Boolean.TRUE : null;
    }

    private boolean isThere(@Nullable Duration within) {
        Receipt stored = orders.receipt(paymentType, orderId, within);
        return stored != null && SameReceipt.isSame(stored, receipt);
    }

    private StoredReceipt stored(ConflictException conflict) {
        Receipt stored = null;
        try {
            stored = orders.receipt(paymentType, orderId, null);
        } catch (VippsException unread) {
            conflict.addSuppressed(unread);
        }
        if (stored == null) {
            throw mayHaveArrived ? unknown(conflict) : conflict;
        }
        boolean isSame = SameReceipt.isSame(stored, receipt);
        return new StoredReceipt(stored, mayHaveArrived && isSame, isSame);
    }

    private OutcomeUnknownException unknown(ConflictException conflict) {
        CallInfo info = new CallInfo(
                conflict.operation(),
                conflict.reference(),
                conflict.merchantSerialNumber(),
                null,
                conflict.attempts(),
                conflict.elapsed());
        return new OutcomeUnknownException(
                "The order has a receipt, and whether it is this one could not be read. Repeat it with addReceiptIfAbsent. ["
                        + info + "]",
                conflict,
                info,
                Processed.UNKNOWN,
                conflict.error(),
                () -> OrderManagementCalls.resolution(isThere(null)));
    }
}
