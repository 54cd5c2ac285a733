package io.github.vipps4j.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was added to one order, but for the categories of version 3. Guarded by the lock of {@link OrderBook}. */
final class Order {
    private final OrderKey key;
    private @Nullable ObjectNode receipt;
    private @Nullable SimulatedCategory category;

    Order(OrderKey key) {
        this.key = key;
    }

    OrderKey key() {
        return key;
    }

    @Nullable
    ObjectNode receipt() {
        return receipt;
    }

    /** The one of version 2. */
    @Nullable
    SimulatedCategory category() {
        return category;
    }

    /** A receipt is written once. */
    void add(ObjectNode added) {
        if (receipt != null) {
            throw Refusal.conflict("The order has a receipt already");
        }
        receipt = added;
    }

    void set(SimulatedCategory last) {
        category = last;
    }

    /** @param categories those of version 3, oldest first */
    SimulatedOrder snapshot(List<SimulatedCategory> categories) {
        return new SimulatedOrder(
                key.msn(),
                key.paymentType(),
                key.orderId(),
                receipt == null ? null : new String(Json.bytes(receipt), StandardCharsets.UTF_8),
                category,
                categories);
    }
}
