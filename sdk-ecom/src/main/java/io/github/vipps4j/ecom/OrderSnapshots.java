package io.github.vipps4j.ecom;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What of each order the handler has accepted last. One that outlives the process keeps a restart from telling it
 * again; the handler has to bear that anyway, for it can fail after its work is done. Safe for several threads; one
 * order is never used by two at once.
 */
public interface OrderSnapshots {
    /** The last accepted state of an order, or null if there is none. */
    @Nullable
    OrderSnapshot find(OrderKey key);

    /** Notes what the handler has just accepted. */
    void save(OrderKey key, OrderSnapshot accepted);

    /** In memory, of all orders, for the life of the program. */
    static OrderSnapshots inMemory() {
        Map<OrderKey, OrderSnapshot> snapshots = new ConcurrentHashMap<>();
        return new OrderSnapshots() {
            @Override
            public @Nullable OrderSnapshot find(OrderKey key) {
                return snapshots.get(key);
            }

            @Override
            public void save(OrderKey key, OrderSnapshot accepted) {
                snapshots.put(key, accepted);
            }
        };
    }
}
